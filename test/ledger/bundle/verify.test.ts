// One lie at a time, each by an exporter who makes all outer layers again: the check that must find it finds it.
import { describe, expect, it } from 'vitest'
import { type CheckId, type CheckVerdict, signEnvelope, verifyBundle } from '../../../worker/ledger/bundle/index.ts'
import { b64, concat, fromHex, hex, utf8 } from '../../../worker/ledger/bytes.ts'
import { signCheckpoint } from '../../../worker/ledger/checkpoint.ts'
import { cosign } from '../../../worker/ledger/cosignature.ts'
import { sha256 } from '../../../worker/ledger/hash.ts'
import { canonicalize, type JsonValue } from '../../../worker/ledger/jcs.ts'
import { parseNote, signNote } from '../../../worker/ledger/note.ts'
import { mineChain, stampOver } from '../chain.ts'
import { present } from '../vectors.ts'
import {
  editJson,
  editLines,
  editText,
  exportBag,
  exportJson,
  exportZip,
  type Lies,
  ORIGIN,
  type Parts,
  pins,
  saltFor,
  seedOf,
  TENANT_ORIGIN,
  textOf,
  vkeyOf,
  WITNESS,
} from './exporter.ts'

type Verdicts = { exit: number; false: string[]; undecided: string[]; skipped: string[] }

async function judge(lies: Lies = {}, options: { pins?: string[]; regtest?: boolean } = {}): Promise<Verdicts> {
  const report = await verifyBundle(await exportZip(lies), { pins: await pins(), regtest: true, ...options })
  const having = (verdict: CheckVerdict) => report.checks.filter(({ result }) => result === verdict).map(({ id }) => id)
  return { exit: report.exit, false: having('false'), undecided: having('undecided'), skipped: having('skipped') }
}

const proven: Verdicts = { exit: 0, false: [], undecided: [], skipped: [] }
const wrong = (...ids: CheckId[]) => ({ exit: 1, false: ids })
const open = (...ids: CheckId[]) => ({ exit: 2, false: [], undecided: ids })
const drop =
  (...paths: string[]) =>
  (files: Parts) => {
    for (const path of paths) files.delete(path)
  }

describe('an honest bundle', () => {
  it('is proven, as ZIP and as JSON', async () => {
    expect(await judge()).toEqual(proven)
    const report = await verifyBundle(await exportJson(), { pins: await pins(), regtest: true })
    expect(report.exit).toBe(0)
  })

  it('is proven at sizes around the width of a tile', async () => {
    for (const length of [5, 255, 256, 257, 513]) expect(await judge({ length }), String(length)).toEqual(proven)
  })

  it('is proven when a filter leaves records out', async () => {
    const filter = { kind: 'message' }
    for (const pick of [
      (seq: number) => seq % 4 === 3 || seq === 299,
      (seq: number) => seq === 299,
      (seq: number) => seq === 1,
    ]) {
      expect(await judge({ length: 300, pick, filter })).toEqual(proven)
    }
  })

  it('is proven with a checkpoint older than the ledger', async () => {
    const lies = { length: 30, size: 20, pick: (seq: number) => seq < 20, filter: { before: '2026' } }
    // The erasure record lies beyond, so the gap in the content is unexplained.
    expect(await judge(lies)).toMatchObject({ exit: 2, undecided: ['disclosed'] })
  })

  it('is undecided where a key is only claimed, check by check', async () => {
    const [tenant = '', root = '', exporter = ''] = await pins()
    expect(await judge({}, { pins: [] })).toMatchObject(open('statement', 'checkpoint', 'root-checkpoint'))
    expect(await judge({}, { pins: [root, exporter] })).toMatchObject(open('checkpoint'))
    expect(await judge({}, { pins: [tenant, exporter] })).toMatchObject(open('root-checkpoint'))
    expect(await judge({}, { pins: [tenant, root] })).toMatchObject(open('statement'))
  })

  it('is false under pinned keys that did not sign', async () => {
    const [tenant = '', root = '', exporter = ''] = await pins()
    expect(await judge({}, { pins: [await vkeyOf(TENANT_ORIGIN, 'stranger'), root, exporter] })).toMatchObject(
      wrong('checkpoint'),
    )
    const strange = await vkeyOf(`${ORIGIN}/export`, 'stranger')
    expect(await judge({}, { pins: [tenant, root, strange] })).toMatchObject(wrong('statement'))
    // A second pin of the same name may be the one that signed.
    expect(await judge({}, { pins: [tenant, root, strange, exporter] })).toEqual(proven)
  })

  it('does not prove an anchor by trivial work outside of tests', async () => {
    expect(await judge({}, { regtest: false })).toMatchObject(open('anchor'))
  })

  it('does not take a pin that is no vkey', async () => {
    await expect(verifyBundle(await exportZip(), { pins: ['nonsense'] })).rejects.toThrow(RangeError)
  })
})

describe('bag', () => {
  const edits: [string, (bag: Parts) => void][] = [
    ['a digest that is not the file’s', (bag) => editText(bag, 'data/keys.json', (s) => s.replace('tally', 'tallz'))],
    ['a file that nobody lists', (bag) => bag.set('data/content/19.json', utf8('{}'))],
    ['a file that is not there', (bag) => bag.delete('data/report.pdf') || bag.delete('data/people.jsonl')],
    ['a file with no place in a bundle', (bag) => bag.set('data/extra.txt', utf8('x'))],
    ['a tag file with no place in a bundle', (bag) => bag.set('README.txt', utf8('x'))],
    ['a tile under another name', (bag) => bag.set('data/tree/tile/0/0.p/22', new Uint8Array(32))],
    ['an entry bundle', (bag) => bag.set('data/tree/tile/entries/000.p/22', new Uint8Array(32))],
    ['a content file with a leading zero', (bag) => bag.set('data/content/07.json', utf8('{}'))],
    ['no statement', drop('data/statement.dsse.json')],
    ['no keys', drop('data/keys.json')],
    ['no records', drop('data/records.jsonl')],
    ['no checkpoint', drop('data/tree/checkpoint')],
    ['no manifest', drop('manifest-sha256.txt')],
    ['another BagIt version', (bag) => editText(bag, 'bagit.txt', (s) => s.replace('1.0', '0.97'))],
    ['a manifest line with one space', (bag) => editText(bag, 'manifest-sha256.txt', (s) => s.replace('  ', ' '))],
    [
      'a manifest in upper case',
      (bag) => editText(bag, 'manifest-sha256.txt', (s) => s.replace(/^[0-9a-f]{64}/, (d) => d.toUpperCase())),
    ],
    ['a manifest without its last newline', (bag) => editText(bag, 'manifest-sha256.txt', (s) => s.trimEnd())],
    ['a manifest that is not UTF-8', (bag) => bag.set('manifest-sha256.txt', Uint8Array.of(0xff, 0x0a))],
    [
      'a tag manifest that lists itself',
      (bag) => editText(bag, 'tagmanifest-sha256.txt', (s) => `${s}${'0'.repeat(64)}  tagmanifest-sha256.txt\n`),
    ],
  ]

  it.each(edits)('is false with %s', async (_, bag) => {
    const result = await judge({ bag })
    expect(result).toMatchObject(wrong('bag'))
    expect(result.skipped.length).toBe(8)
  })

  it.each([
    ['without Payload-Oxum', (s: string) => s.replace(/Payload-Oxum.*\n/, '')],
    ['with it twice', (s: string) => s + s],
    ['with one byte less', (s: string) => s.replace(/Oxum: (\d+)/, (_, n) => `Oxum: ${Number(n) - 1}`)],
    ['with one file more', (s: string) => s.replace(/\.(\d+)\n/, (_, n) => `.${Number(n) + 1}\n`)],
  ])('is false %s, though the tag manifest agrees', async (_, edit) => {
    const bag = (files: Parts) => {
      editText(files, 'bag-info.txt', edit)
      const digest = hex(sha256(present(files.get('bag-info.txt'))))
      editText(files, 'tagmanifest-sha256.txt', (s) => s.replace(/[0-9a-f]{64}(?= {2}bag-info\.txt)/, digest))
    }
    expect(await judge({ bag })).toMatchObject(wrong('bag'))
  })

  it('is false with one or two of the three root parts, and with anchors alone', async () => {
    expect(await judge({ files: drop('data/root/leaf.json') })).toMatchObject(wrong('bag'))
    expect(await judge({ files: drop('data/root/leaf.json', 'data/root/checkpoint') })).toMatchObject(wrong('bag'))
    const root = ['data/root/leaf.json', 'data/root/checkpoint', 'data/root/proof.tlog-proof']
    expect(await judge({ files: drop(...root) })).toMatchObject(wrong('bag'))
  })

  it('is false for bytes that are no bundle at all', async () => {
    for (const bytes of [new Uint8Array(0), utf8('hello'), utf8('[]'), utf8('{}'), utf8('{'), new Uint8Array(22)]) {
      expect((await verifyBundle(bytes)).checks[0]).toMatchObject({ id: 'bag', result: 'false' })
    }
  })
})

describe('statement', () => {
  const predicates: [string, (predicate: { [name: string]: JsonValue }) => void][] = [
    ['a count of records too high', (p) => Object.assign(p, { counts: { ...(p.counts as object), records: 23 } })],
    ['a count of sealed lines too low', (p) => Object.assign(p, { counts: { ...(p.counts as object), sealed: 4 } })],
    ['a count of people too low', (p) => Object.assign(p, { counts: { ...(p.counts as object), people: 0 } })],
    ['a count of content too high', (p) => Object.assign(p, { counts: { ...(p.counts as object), content: 5 } })],
    ['a count of masked files too high', (p) => Object.assign(p, { counts: { ...(p.counts as object), masked: 1 } })],
    [
      'a withheld record without a filter',
      (p) => Object.assign(p, { counts: { ...(p.counts as object), withheld: 1 } }),
    ],
    ['a longer range without a filter', (p) => Object.assign(p, { range: { first: 0, last: 22 } })],
    ['a range the wrong way round', (p) => Object.assign(p, { range: { first: 21, last: 0 } })],
    ['an unknown member', (p) => Object.assign(p, { note: 'x' })],
    ['a tenant of another form', (p) => Object.assign(p, { tenant: 'tn_1' })],
    ['a time that is none', (p) => Object.assign(p, { generated_at: '2026-02-30T00:00:00.000Z' })],
    ['a filter that is a text', (p) => Object.assign(p, { filter: '' })],
    ['masked as a text', (p) => Object.assign(p, { masked: 'false' })],
    ['nobody who asked', (p) => Object.assign(p, { requested_by: null })],
    ['no range', (p) => Reflect.deleteProperty(p, 'range')],
    ['a count that is a fraction', (p) => Object.assign(p, { counts: { ...(p.counts as object), people: 0.5 } })],
  ]

  it.each(predicates)('is false with %s', async (_, predicate) => {
    expect((await judge({ predicate })).false[0]).toBe('statement')
  })

  const payloads: [string, (payload: string) => string][] = [
    ['another type of statement', (s) => s.replace('Statement/v1', 'Statement/v0.1')],
    ['another type of predicate', (s) => s.replace('evidence:1', 'evidence:2')],
    ['white space', (s) => s.replace(',', ', ')],
    ['a newline at its end', (s) => `${s}\n`],
    ['a subject that is not in the bag', (s) => s.replace('data/people.jsonl', 'data/peoplf.jsonl')],
    ['another digest', (s) => s.replace(/"sha256":"./, (d) => d.replace(/.$/, (c) => (c === '0' ? '1' : '0')))],
    ['a digest that is too short', (s) => s.replace(/"sha256":"./, '"sha256":"')],
    ['one subject less', (s) => s.replace(/\{"digest":[^}]*\},"name":"[^"]*"\},/, '')],
    ['a subject twice', (s) => s.replace(/(\{"digest":[^}]*\},"name":"[^"]*"\}),/, '$1,$1,')],
    ['an extra member', (s) => s.replace('{"_type"', '{"A":1,"_type"')],
    ['nothing in it', () => ''],
  ]

  it.each(payloads)('is false with %s in the payload', async (_, edit) => {
    const payload = (bytes: Uint8Array) => utf8(edit(new TextDecoder().decode(bytes)))
    expect((await judge({ payload })).false[0]).toBe('statement')
  })

  it.each([
    ['another payload type', (e: string) => e.replace('vnd.in-toto', 'vnd.in-tote')],
    ['no signature', (e: string) => e.replace(/\[.*\]/, '[]')],
    ['17 signatures', (e: string) => e.replace(/\[(.*)\]/, (_, s) => `[${Array(17).fill(s).join(',')}]`)],
    ['a signature that is not base64', (e: string) => e.replace(/"sig":"./, '"sig":"*')],
    ['an extra member', (e: string) => e.replace('{"payload"', '{"p":1,"payload"')],
    [
      'a changed signature',
      (e: string) => e.replace(/"sig":"./, (s) => `${s.slice(0, -1)}${s.endsWith('A') ? 'B' : 'A'}`),
    ],
  ])('is false with %s on the envelope', async (_, edit) => {
    const bag = await exportBag()
    editText(bag, 'data/statement.dsse.json', edit)
    expect((await reseal(bag)).false[0]).toBe('statement')
  })

  it('is proven with 16 signatures of which one is good, whatever their key ids say', async () => {
    const bag = await exportBag()
    editJson(bag, 'data/statement.dsse.json', (envelope) => {
      const [good] = envelope.signatures as { keyid: string; sig: string }[] // as our own exporter wrote it
      const bad = { keyid: present(good).keyid, sig: b64(new Uint8Array(64)) }
      envelope.signatures = [...Array(15).fill(bad), { keyid: 'whatever', sig: present(good).sig }]
    })
    expect(await reseal(bag)).toEqual(proven)
  })

  it('is false when another key signed it, though keys.json claims that key', async () => {
    const bag = await exportBag()
    const { payload } = JSON.parse(new TextDecoder().decode(bag.get('data/statement.dsse.json')))
    const bytes = Uint8Array.from(atob(payload), (c) => c.charCodeAt(0))
    bag.set('data/statement.dsse.json', await signEnvelope(bytes, `${ORIGIN}/export`, seedOf('stranger')))
    expect((await reseal(bag)).false).toEqual(['statement'])
  })

  const keyFiles: [string, (keys: { [name: string]: JsonValue }) => void][] = [
    ['a vkey that is none', (k) => Object.assign(k, { root: ['x'] })],
    ['a witness key among the log’s', (k) => Object.assign(k, { root: k.witness as JsonValue })],
    ['17 keys', (k) => Object.assign(k, { root: Array(17).fill((k.root as string[])[0]) })],
    ['an origin with a scheme', (k) => Object.assign(k, { origin: 'https://log.example' })],
    ['no export keys', (k) => Reflect.deleteProperty(k, 'export')],
    ['an unknown member', (k) => Object.assign(k, { tsa: [] })],
    ['a key that is a number', (k) => Object.assign(k, { tenant: [1] })],
  ]

  it.each(keyFiles)('is false when keys.json has %s', async (_, edit) => {
    const files = (parts: Parts) => editJson(parts, 'data/keys.json', edit)
    const result = await judge({ files })
    expect(result.false).toEqual(['statement'])
    expect(result.skipped.length).toBe(7)
  })
})

/** Makes manifests and ZIP again over files that were changed after the statement. */
async function reseal(bag: Parts): Promise<Verdicts> {
  const { makeBag, writeZip } = await import('../../../worker/ledger/bundle/index.ts')
  const data = new Map([...bag].filter(([path]) => path.startsWith('data/')))
  const report = await verifyBundle(writeZip(makeBag(data), 'evidence'), { pins: await pins(), regtest: true })
  const having = (verdict: CheckVerdict) => report.checks.filter(({ result }) => result === verdict).map(({ id }) => id)
  return { exit: report.exit, false: having('false'), undecided: having('undecided'), skipped: having('skipped') }
}

describe('records', () => {
  const lies: [string, Lies][] = [
    ['a link to another record', { record: (m, seq) => seq === 9 && Object.assign(m, { prev: 'ab'.repeat(32) }) }],
    [
      'a link in the place of the zeros',
      { record: (m, seq) => seq === 0 && Object.assign(m, { prev: 'ab'.repeat(32) }) },
    ],
    [
      'a record of another tenant',
      { record: (m, seq) => seq === 9 && Object.assign(m, { tenant: `tn_${'8'.repeat(26)}` }) },
    ],
    ['a seq that is taken', { record: (m, seq) => seq === 9 && Object.assign(m, { seq: 8 }) }],
    [
      'an ingested_at that goes back',
      { record: (m, seq) => seq === 9 && Object.assign(m, { ingested_at: '2025-01-01T00:00:00.000Z' }) },
    ],
    ['an id and revision again', { record: (m, seq) => seq === 9 && Object.assign(m, { id: 'id 8' }) }],
    [
      'a revision before the one it restates',
      { record: (m, seq) => (seq === 5 || seq === 9) && Object.assign(m, { id: 'id', rev: 14 - seq }) },
    ],
    ['a source that is no pull', { record: (m, seq) => seq === 9 && Object.assign(m, { source: { pull: 5 } }) }],
    ['an unknown kind', { record: (m, seq) => seq === 9 && Object.assign(m, { kind: 'guess' }) }],
    ['a space too many', { line: (bytes, seq) => (seq === 9 ? concat(bytes, utf8(' ')) : bytes) }],
    ['an empty line', { line: (bytes, seq) => (seq === 9 ? new Uint8Array(0) : bytes) }],
    [
      'a record outside the range',
      { predicate: (p) => Object.assign(p, { range: { first: 0, last: 20 }, filter: { x: 1 } }) },
    ],
  ]

  it.each(lies)('are false with %s', async (_, lie) => {
    expect((await judge(lie)).false).toContain('records')
  })

  it('may restate with a higher revision and name the pull before them', async () => {
    const record: Lies['record'] = (m, seq) => {
      if (seq === 5 || seq === 9) Object.assign(m, { id: 'again', rev: seq })
      if (seq === 9) Object.assign(m, { source: { pull: 0 } })
    }
    expect(await judge({ record })).toEqual(proven)
  })

  it('are false in another order', async () => {
    const files = (parts: Parts) =>
      editLines(parts, 'data/records.jsonl', ([a, b, ...rest]) => [present(b), present(a), ...rest])
    expect((await judge({ files })).false).toEqual(['records'])
  })

  it('are false when there is none', async () => {
    const files = (parts: Parts) => parts.set('data/records.jsonl', new Uint8Array(0))
    expect((await judge({ files, filter: { x: 1 } })).false).toContain('records')
  })
})

describe('tree', () => {
  const TILE = 'data/tree/tile/0/000.p/22'
  const BIG = { length: 300, pick: (seq: number) => seq < 4 || seq === 299, filter: { x: 1 } }
  const flip = (path: string, at: number) => (files: Parts) => {
    const bytes = present(files.get(path), path).slice()
    bytes[at] = (bytes[at] ?? 0) ^ 1
    files.set(path, bytes)
  }

  it.each([
    ['a leaf of an exported record changed', { files: flip(TILE, 9 * 32) }],
    ['a tile missing', { files: drop(TILE) }],
    ['a tile one byte short', { files: (f: Parts) => f.set(TILE, present(f.get(TILE)).slice(1)) }],
    ['a tile of another width', { files: (f: Parts) => f.set('data/tree/tile/0/000.p/21', new Uint8Array(21 * 32)) }],
    [
      'a level that the size does not have',
      { files: (f: Parts) => f.set('data/tree/tile/1/000.p/1', new Uint8Array(32)) },
    ],
    ['a withheld leaf changed', { ...BIG, files: flip('data/tree/tile/0/000', 100 * 32) }],
    ['an entry of the level above changed', { ...BIG, files: flip('data/tree/tile/1/000.p/1', 0) }],
    [
      'a full tile of no exported record',
      {
        ...BIG,
        pick: (seq: number) => seq === 299,
        files: (f: Parts) => f.set('data/tree/tile/0/000', new Uint8Array(8192)),
      },
    ],
    [
      'another size in the statement',
      { predicate: (p: { [name: string]: JsonValue }) => Object.assign(p, { checkpoint_size: 21 }) },
    ],
    ['a record beyond the checkpoint', { length: 22, size: 20 }],
  ] as [string, Lies][])('is false with %s', async (_, lies) => {
    expect((await judge(lies)).false).toContain('tree')
  })

  it('is false when prev is not the leaf of a withheld predecessor', async () => {
    const record: Lies['record'] = (m, seq) => {
      if (seq === 10) m.prev = 'ab'.repeat(32)
    }
    const result = await judge({ record, pick: (seq) => seq === 10 || seq === 21, filter: { x: 1 } })
    expect(result.false).toEqual(['tree'])
  })

  it('is skipped without a checkpoint, which is what is false', async () => {
    const result = await judge({ files: (f) => f.set('data/tree/checkpoint', utf8('nothing')) })
    expect(result.false).toEqual(['checkpoint'])
    expect(result.skipped).toEqual(['tree', 'root-leaf'])
  })
})

/** A checkpoint file of the bag signed again by somebody. */
async function resigned(
  path: string,
  name: string,
  signer: 'tenant' | 'root' | 'stranger',
  edit = (s: string) => s,
): Promise<Lies> {
  const bag = await exportBag()
  const note = present(parseNote(present(bag.get(path))))
  const file = await signNote(edit(note.text), name, seedOf(signer))
  return { files: (files) => files.set(path, utf8(file)) }
}

describe('checkpoint', () => {
  const PATH = 'data/tree/checkpoint'

  it('is false when a stranger signed it', async () => {
    expect((await judge(await resigned(PATH, TENANT_ORIGIN, 'stranger'))).false).toEqual(['checkpoint'])
  })

  it('is false with another origin, though the key is right', async () => {
    const lies = await resigned(PATH, TENANT_ORIGIN, 'tenant', (s) => s.replace('tally', 'other'))
    expect((await judge(lies)).false).toContain('checkpoint')
  })

  it('is false with an extension line, a leading zero, or size 0', async () => {
    for (const edit of [
      (s: string) => `${s}more\n`,
      (s: string) => s.replace('\n22', '\n022'),
      (s: string) => s.replace('\n22', '\n0'),
    ]) {
      expect((await judge(await resigned(PATH, TENANT_ORIGIN, 'tenant', edit))).false).toContain('checkpoint')
    }
  })

  it('is proven beside a signature of nobody we know', async () => {
    const bag = await exportBag()
    const strange = await signNote(
      present(parseNote(present(bag.get(PATH)))).text,
      'stranger.example',
      seedOf('stranger'),
    )
    const files = (parts: Parts) => editText(parts, PATH, (s) => s + strange.slice(strange.indexOf('—')))
    expect(await judge({ files })).toEqual(proven)
  })
})

describe('root-leaf', () => {
  const edits: [string, (files: Parts) => void][] = [
    [
      'another salt',
      (f) => editJson(f, 'data/root/leaf.json', (l) => Object.assign(l, { salt: b64(new Uint8Array(32)) })),
    ],
    ['another label', (f) => editJson(f, 'data/root/leaf.json', (l) => Object.assign(l, { label: 'ab'.repeat(32) }))],
    ['another index', (f) => editJson(f, 'data/root/leaf.json', (l) => Object.assign(l, { index: 1 }))],
    [
      'another index in leaf and proof',
      (f) => {
        editJson(f, 'data/root/leaf.json', (l) => Object.assign(l, { index: 1 }))
        editText(f, 'data/root/proof.tlog-proof', (s) => s.replace('index 2', 'index 1'))
      },
    ],
    [
      'a salt of 31 bytes',
      (f) => editJson(f, 'data/root/leaf.json', (l) => Object.assign(l, { salt: b64(new Uint8Array(31)) })),
    ],
    ['a member too many', (f) => editJson(f, 'data/root/leaf.json', (l) => Object.assign(l, { x: 1 }))],
    ['a leaf that is not JCS', (f) => editText(f, 'data/root/leaf.json', (s) => `${s}\n`)],
    ['a proof of another version', (f) => editText(f, 'data/root/proof.tlog-proof', (s) => s.replace('@v1', '@v2'))],
    ['a proof that is not UTF-8', (f) => f.set('data/root/proof.tlog-proof', Uint8Array.of(0xff))],
    ['a proof with another checkpoint', (f) => editText(f, 'data/root/proof.tlog-proof', (s) => `${s}— x AAAAAAA=\n`)],
  ]

  it.each(edits)('is false with %s', async (_, files) => {
    expect((await judge({ files })).false).toEqual(['root-leaf'])
  })

  it('and all that follows is undecided while the checkpoint is not in the root log', async () => {
    const paths = [
      'root/checkpoint',
      'root/leaf.json',
      'root/proof.tlog-proof',
      'anchors/root.ots',
      'anchors/headers.json',
      'anchors/cosignatures',
    ]
    const result = await judge({ files: drop(...paths.map((path) => `data/${path}`)) })
    expect(result).toMatchObject(open('root-leaf', 'root-checkpoint', 'anchor'))
  })
})

describe('root-checkpoint', () => {
  const PATH = 'data/root/checkpoint'

  it('is false when a stranger signed it', async () => {
    expect((await judge(await resigned(PATH, `${ORIGIN}/root`, 'stranger'))).false).toContain('root-checkpoint')
  })

  it('is false with a second signature line', async () => {
    const files = (parts: Parts) => editText(parts, PATH, (s) => s + s.slice(s.indexOf('—')))
    expect((await judge({ files })).false).toContain('root-checkpoint')
  })

  it('is false when it is no checkpoint; the leaf is skipped', async () => {
    const result = await judge({ files: (f) => f.set(PATH, utf8('x')) })
    expect(result.false).toContain('root-checkpoint')
    expect(result.skipped).toEqual(['root-leaf'])
  })

  it('is false with a wrong cosignature of a known witness', async () => {
    const line = await cosign('another text\n', WITNESS, seedOf('witness'), 1)
    const files = (parts: Parts) => parts.set('data/anchors/cosignatures', utf8(line))
    expect((await judge({ files })).false).toEqual(['root-checkpoint'])
  })

  it('lists an unknown witness as not checked, right or wrong', async () => {
    const line = await cosign('another text\n', 'nobody.example', seedOf('stranger'), 1)
    const bundle = await exportZip({ files: (parts) => parts.set('data/anchors/cosignatures', utf8(line)) })
    const report = await verifyBundle(bundle, { pins: await pins(), regtest: true })
    expect(report.exit).toBe(0)
    expect(report.not_checked.join('\n')).toMatch(/nobody\.example/)
  })

  it('is false when cosignatures holds anything but signature lines', async () => {
    for (const content of ['', '\n', 'x\n', '— a AAAAAAA=']) {
      const files = (parts: Parts) => parts.set('data/anchors/cosignatures', utf8(content))
      expect((await judge({ files })).false, JSON.stringify(content)).toEqual(['root-checkpoint'])
    }
  })
})

describe('anchor', () => {
  const HEADERS = 'data/anchors/headers.json'
  const edits: [string, (files: Parts) => void][] = [
    ['a proof of another file', (f) => f.set('data/anchors/root.ots', stampOver(sha256(utf8('x')), 900).ots)],
    [
      'a proof with a byte after it',
      (f) => f.set('data/anchors/root.ots', concat(present(f.get('data/anchors/root.ots')), Uint8Array.of(0))),
    ],
    ['a height with a leading zero', (f) => editText(f, HEADERS, (s) => s.replace('"900"', '"0900"'))],
    [
      'a header that is too short',
      (f) => editJson(f, HEADERS, (h) => Object.assign(h, { 905: String(h['905']).slice(2) })),
    ],
    ['a header in upper case', (f) => editText(f, HEADERS, (s) => s.replace(/f/, 'F'))],
    ['headers that are a list', (f) => f.set(HEADERS, utf8('[]'))],
    [
      'a header of another chain',
      (f) =>
        editJson(f, HEADERS, (h) =>
          Object.assign(h, { 903: hex(present(mineChain(new Uint8Array(32), 903, 1).get(903))) }),
        ),
    ],
    [
      'another merkle root',
      (f) =>
        editJson(f, HEADERS, (h) =>
          Object.assign(h, Object.fromEntries([...mineChain(new Uint8Array(32), 900, 7)].map(([n, b]) => [n, hex(b)]))),
        ),
    ],
  ]

  it.each(edits)('is false with %s', async (_, files) => {
    expect((await judge({ files })).false).toEqual(['anchor'])
  })

  it('is undecided without proof, without headers, and with five on top', async () => {
    expect(await judge({ files: drop('data/anchors/root.ots') })).toMatchObject(open('anchor'))
    expect(await judge({ files: drop(HEADERS) })).toMatchObject(open('anchor'))
    const five = (f: Parts) => editJson(f, HEADERS, (h) => Reflect.deleteProperty(h, '906'))
    expect(await judge({ files: five })).toMatchObject(open('anchor'))
  })

  it('is false by a bad header even without a proof', async () => {
    const files = (f: Parts) => {
      f.delete('data/anchors/root.ots')
      editJson(f, HEADERS, (h) => Object.assign(h, { 906: '00'.repeat(80) }))
    }
    expect((await judge({ files })).false).toEqual(['anchor'])
  })
})

describe('disclosed', () => {
  const SEALED = 'data/sealed.jsonl'
  const TEXT = 'data/content/7.json'
  const sealedLine = (edit: (line: { [name: string]: JsonValue }) => void) => (f: Parts) =>
    editLines(f, SEALED, (lines) => {
      edit(present(lines[1]))
      return lines
    })
  const content = (edit: (value: { [name: string]: JsonValue }) => void) => (f: Parts) => editJson(f, TEXT, edit)
  const edits: [string, (files: Parts) => void][] = [
    [
      'another value of a field',
      sealedLine((l) => Object.assign(l, { fields: { email: 'x@example.com', name: 'Person 6' } })),
    ],
    ['a field left out', sealedLine((l) => Object.assign(l, { fields: { name: 'Person 6' } }))],
    ['a field more', sealedLine((l) => Object.assign(l, { fields: { ...(l.fields as object), phone: '1' } }))],
    ['another salt', sealedLine((l) => Object.assign(l, { salt: b64(saltFor(0)) }))],
    ['a salt of 31 bytes', sealedLine((l) => Object.assign(l, { salt: b64(new Uint8Array(31)) }))],
    ['fields of a record that sealed none', sealedLine((l) => Object.assign(l, { seq: 5 }))],
    ['fields of a record that is not there', sealedLine((l) => Object.assign(l, { seq: 999 }))],
    ['a member too many', sealedLine((l) => Object.assign(l, { x: 1 }))],
    ['lines in another order', (f) => editLines(f, SEALED, (lines) => [...lines].reverse())],
    ['another text', content((c) => Object.assign(c, { text: 'forged' }))],
    ['another text and salt', content((c) => Object.assign(c, { text: 'forged', salt: b64(saltFor(1)) }))],
    ['another salt for a text', content((c) => Object.assign(c, { salt: b64(saltFor(1)) }))],
    ['a short salt for a text', content((c) => Object.assign(c, { salt: b64(new Uint8Array(31)) }))],
    ['no salt and no mask', content((c) => Reflect.deleteProperty(c, 'salt'))],
    ['another seq inside', content((c) => Object.assign(c, { seq: 11 }))],
    ['a member too many in a text', content((c) => Object.assign(c, { x: 1 }))],
    ['content that is not JCS', (f) => editText(f, TEXT, (s) => `${s} `)],
    [
      'content of a record without any',
      (f) => f.set('data/content/5.json', utf8(canonicalize({ salt: b64(saltFor(5)), seq: 5, text: textOf(5) }))),
    ],
  ]

  it.each(edits)('is false with %s', async (_, files) => {
    expect((await judge({ files })).false).toEqual(['disclosed'])
  })

  it('is false when the record has the digest or length of another text, though the commitment is right', async () => {
    const change =
      (members: { [name: string]: JsonValue }): NonNullable<Lies['record']> =>
      (m, seq) => {
        if (seq === 7) m.content = { ...(m.content as object), ...members }
      }
    expect((await judge({ record: change({ sha256: 'ab'.repeat(32) }) })).false).toEqual(['disclosed'])
    expect((await judge({ record: change({ bytes: 1 }) })).false).toEqual(['disclosed'])
  })

  const mask = (extra: { [name: string]: JsonValue } = {}): Lies => ({
    files: (f) =>
      f.set(
        TEXT,
        utf8(canonicalize({ seq: 7, masked: 'message [x]', marks: [{ kind: 'email', count: 1 }], ...extra })),
      ),
    predicate: (p) => Object.assign(p, { masked: true }),
  })

  it('is proven with a masked text, which the report lists as not checked', async () => {
    expect(await judge(mask())).toEqual(proven)
    const report = await verifyBundle(await exportZip(mask()), { pins: await pins(), regtest: true })
    expect(report.not_checked.join('\n')).toMatch(/1 masked text/)
  })

  it('is false when a mask leaks its salt, or its marks are no marks', async () => {
    const bad: { [name: string]: JsonValue }[] = [
      { salt: b64(saltFor(7)) },
      { masked: 1 },
      { marks: {} },
      { marks: [{ kind: 'email', count: 0 }] },
      { marks: [{ kind: 'email' }] },
      {
        marks: [
          { kind: 'phone', count: 1 },
          { kind: 'email', count: 1 },
        ],
      },
      {
        marks: [
          { kind: 'email', count: 1 },
          { kind: 'email', count: 1 },
        ],
      },
    ]
    for (const extra of bad) expect((await judge(mask(extra))).false, JSON.stringify(extra)).toEqual(['disclosed'])
  })

  it('makes the statement false when files are masked and it says none is', async () => {
    const { files } = mask()
    expect((await judge({ ...(files && { files }) })).false).toEqual(['statement'])
  })

  it('is undecided when a text is missing that no erasure explains', async () => {
    expect(await judge({ files: drop('data/content/11.json') })).toMatchObject(open('disclosed'))
  })

  it('says nothing of content when the export has no content file', async () => {
    const all = [7, 11, 15, 19].map((seq) => `data/content/${seq}.json`)
    expect(await judge({ files: drop(...all) })).toEqual(proven)
  })

  it('does not mind personal fields that stay sealed, and says so', async () => {
    const bundle = await exportZip({ files: drop(SEALED) })
    const report = await verifyBundle(bundle, { pins: await pins(), regtest: true })
    expect(report.exit).toBe(0)
    expect(report.not_checked.join('\n')).toMatch(/personal fields of 5 records/)
  })
})

describe('the exit code', () => {
  it('is 1 when one check is false and another undecided', async () => {
    const files = (f: Parts) => {
      f.delete('data/anchors/root.ots')
      editText(f, 'data/content/7.json', (s) => s.replace('message', 'massage'))
    }
    expect(await judge({ files })).toMatchObject({ exit: 1, false: ['disclosed'], undecided: ['anchor'] })
  })

  it('stays 1 and the detail short when everything is wrong', async () => {
    const bundle = await exportZip({ length: 200, record: (m) => Object.assign(m, { kind: 'guess' }) })
    const report = await verifyBundle(bundle)
    const records = present(report.checks.find(({ id }) => id === 'records'))
    expect(records.detail.length).toBe(21)
    expect(records.detail.at(-1)).toBe('and 180 more')
  })

  it('does not depend on a witness’s own word: a tenant checkpoint signed by the root key is no tenant checkpoint', async () => {
    const root = fromHex('ab'.repeat(32))
    const file = await signCheckpoint({ origin: TENANT_ORIGIN, size: 22, root }, seedOf('root'))
    const result = await judge({ files: (f) => f.set('data/tree/checkpoint', utf8(file)) })
    expect(result.false).toContain('checkpoint')
  })
})
