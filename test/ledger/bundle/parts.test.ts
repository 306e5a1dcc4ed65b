// The parts of a bundle one by one: findings, keys, layout, bag, envelope, statement, jsonl.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseHeaders } from '../../../worker/ledger/bundle/anchor.ts'
import { checkBag, makeBag } from '../../../worker/ledger/bundle/bag.ts'
import {
  IN_TOTO,
  isSignedBy,
  parseEnvelope,
  preAuthEncoding,
  signEnvelope,
} from '../../../worker/ledger/bundle/dsse.ts'
import { CHECKS, type CheckVerdict, Findings, reportOf } from '../../../worker/ledger/bundle/findings.ts'
import {
  countLines,
  endsWhole,
  hasMembers,
  isCount,
  linesOf,
  readJcsObject,
} from '../../../worker/ledger/bundle/jcs-file.ts'
import { parseKeys, trustedKeys, witnessKeys } from '../../../worker/ledger/bundle/keys.ts'
import { contentSeq, isToken, layoutErrors } from '../../../worker/ledger/bundle/layout.ts'
import { notChecked } from '../../../worker/ledger/bundle/not-checked.ts'
import { countsOf, type Predicate, parseStatement, statementOf } from '../../../worker/ledger/bundle/statement.ts'
import { b64, concat, hex, utf8 } from '../../../worker/ledger/bytes.ts'
import { sha256 } from '../../../worker/ledger/hash.ts'
import { canonicalize, type JsonValue } from '../../../worker/ledger/jcs.ts'
import { parseVkey, type VerifierKey } from '../../../worker/ledger/vkey.ts'
import { present } from '../vectors.ts'
import { exportBag, ORIGIN, pins, seedOf, TENANT, vkeyOf } from './exporter.ts'

const jcs = (value: JsonValue) => utf8(canonicalize(value))
const keyOf = async (name: string, signer: Parameters<typeof vkeyOf>[1]) =>
  present(parseVkey(await vkeyOf(name, signer)))

describe('findings', () => {
  it('are ok with facts, or with nothing at all', () => {
    const findings = new Findings()
    expect(findings.check('bag')).toEqual({ id: 'bag', result: 'ok', detail: [] })
    findings.fact('seen')
    expect(findings.check('bag')).toEqual({ id: 'bag', result: 'ok', detail: ['seen'] })
  })

  it('are undecided by one doubt, and say the doubt first', () => {
    const findings = new Findings()
    findings.fact('seen')
    findings.doubt('not sure')
    expect(findings.check('tree')).toEqual({ id: 'tree', result: 'undecided', detail: ['not sure', 'seen'] })
  })

  it('are false by one falsehood, whatever else there is', () => {
    const findings = new Findings()
    findings.fact('seen')
    findings.doubt('not sure')
    findings.skip('nothing there')
    expect(findings.failed).toBe(false)
    findings.wrong('a lie')
    expect(findings.failed).toBe(true)
    expect(findings.check('anchor')).toEqual({ id: 'anchor', result: 'false', detail: ['a lie'] })
  })

  it('are skipped with the first reason', () => {
    const findings = new Findings()
    findings.skip('first')
    findings.skip('second')
    expect(findings.check('tree')).toEqual({ id: 'tree', result: 'skipped', detail: ['first'] })
  })

  it('show twenty falsehoods and how many more', () => {
    const findings = new Findings()
    for (let i = 0; i < 20; i++) findings.wrong(`lie ${i}`)
    expect(findings.check('records').detail.length).toBe(20)
    findings.wrong('one more')
    expect(findings.check('records').detail.at(-1)).toBe('and 1 more')
  })
})

describe('the report', () => {
  const verdict = fc.constantFrom<CheckVerdict>('ok', 'false', 'undecided', 'skipped')

  it('exits 1 exactly when something is false, and 0 exactly when all is ok', () => {
    fc.assert(
      fc.property(fc.array(verdict, { minLength: 9, maxLength: 9 }), (verdicts) => {
        const checks = CHECKS.map((id, i) => ({ id, result: verdicts[i] ?? 'ok', detail: [] }))
        const { exit } = reportOf(checks, [])
        expect(exit === 1).toBe(verdicts.includes('false'))
        expect(exit === 0).toBe(verdicts.every((v) => v === 'ok'))
      }),
    )
  })
})

describe('a jsonl file', () => {
  const lines = (source: string) => ({ lines: [...linesOf(utf8(source))], whole: endsWhole(utf8(source)) })

  it('is split at newlines only', () => {
    expect(lines('a\u2028b\r\nc\n').lines.map((line) => new TextDecoder().decode(line))).toEqual(['a\u2028b\r', 'c'])
  })

  it.each([
    ['', 0, 0, true],
    ['\n', 1, 1, true],
    ['a\n', 1, 1, true],
    ['a', 1, 0, false],
    ['a\nb', 2, 1, false],
    ['a\n\nb\n', 3, 3, true],
  ])('%j has %i pieces, %i lines, and ends well: %s', (source, pieces, count, whole) => {
    expect(lines(source).lines.length).toBe(pieces)
    expect(countLines(utf8(source))).toBe(count)
    expect(lines(source).whole).toBe(whole)
  })

  it('put together again is what it was', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        const bytes = concat(noise, Uint8Array.of(0x0a))
        const again = concat(...[...linesOf(bytes)].flatMap((line) => [line, Uint8Array.of(0x0a)]))
        expect(hex(again)).toBe(hex(bytes))
      }),
    )
  })
})

describe('a JCS file', () => {
  it('is an object in canonical form, without a newline', () => {
    expect(readJcsObject(utf8('{"a":1.5,"b":null}'))).toEqual({ a: 1.5, b: null })
    for (const bad of [
      '{"b":1,"a":2}',
      '{"a":1}\n',
      '{ }',
      '[]',
      '1',
      'null',
      '',
      '{"a":1,"a":1}',
      '{"a":1.0}',
      '\ufeff{}',
    ]) {
      expect(readJcsObject(utf8(bad)), bad).toBeUndefined()
    }
    expect(readJcsObject(Uint8Array.of(0x7b, 0xff, 0x7d))).toBeUndefined()
  })

  it('has the members that are named and no others', () => {
    expect(hasMembers({ a: 1, b: 2 }, 'a', 'b')).toBe(true)
    expect(hasMembers({ a: 1 }, 'a', 'b?')).toBe(true)
    expect(hasMembers({ a: 1, b: 2 }, 'a', 'b?')).toBe(true)
    expect(hasMembers({ a: 1 }, 'a', 'b')).toBe(false)
    expect(hasMembers({ a: 1, c: 2 }, 'a', 'b?')).toBe(false)
    expect(hasMembers({}, 'toString')).toBe(false)
  })

  it('counts in whole numbers from 0', () => {
    expect([0, 5].every(isCount)).toBe(true)
    for (const value of [-1, 0.5, 2 ** 53, '1', null, undefined, true])
      expect(isCount(value), String(value)).toBe(false)
  })
})

describe('the layout', () => {
  it.each([
    ['data/content/0.json', 0],
    ['data/content/42.json', 42],
    ['data/content/042.json', undefined],
    ['data/content/-1.json', undefined],
    ['data/content/x.json', undefined],
    ['data/content/9007199254740993.json', undefined],
    ['data/content/1.json.json', undefined],
    ['data/contents/1.json', undefined],
  ])('reads %s as content of %s', (path, seq) => {
    expect(contentSeq(path)).toBe(seq)
  })

  it('knows tokens by their ending, in their folder', () => {
    expect(isToken('data/anchors/freetsa.tsr')).toBe(true)
    expect(isToken('data/anchors/.tsr')).toBe(false)
    expect(isToken('data/anchors/x/y.tsr')).toBe(false)
    expect(isToken('data/root/x.tsr')).toBe(false)
  })

  it('finds nothing wrong with an honest bag, without people’s files, and with a token and a PDF', async () => {
    const bag = await exportBag()
    expect(layoutErrors(bag)).toEqual([])
    bag.set('data/anchors/tsa.tsr', utf8('x'))
    bag.set('data/report.pdf', utf8('x'))
    bag.set('verify.py', utf8('x'))
    bag.set('VERIFY.md', utf8('x'))
    expect(layoutErrors(bag)).toEqual([])
  })

  it('tells each thing that is wrong', async () => {
    const bag = await exportBag()
    bag.delete('data/keys.json')
    bag.delete('data/root/leaf.json')
    bag.set('data/x', utf8(''))
    expect(layoutErrors(bag)).toHaveLength(3)
  })
})

describe('a bag that we make', () => {
  it('passes its own check, with whatever is for people beside it', async () => {
    const data = new Map([...(await exportBag())].filter(([path]) => path.startsWith('data/')))
    data.set('verify.py', utf8('print()'))
    const findings = new Findings()
    checkBag(makeBag(data, { 'Bagging-Date': '2026-01-01', 'External-Identifier': TENANT }), findings)
    expect(findings.check('bag')).toMatchObject({ result: 'ok' })
  })

  it('lists files in one order, whatever order they came in', async () => {
    const parts = [...(await exportBag())].filter(([path]) => path.startsWith('data/'))
    const [one, two] = [makeBag(new Map(parts)), makeBag(new Map([...parts].reverse()))]
    expect(hex(present(one.get('manifest-sha256.txt')))).toBe(hex(present(two.get('manifest-sha256.txt'))))
    expect(hex(present(one.get('tagmanifest-sha256.txt')))).toBe(hex(present(two.get('tagmanifest-sha256.txt'))))
  })
})

describe('keys', () => {
  it('are read as the exporter wrote them', async () => {
    const keys = present(parseKeys(present((await exportBag()).get('data/keys.json'))))
    expect(keys.origin).toBe(ORIGIN)
    expect(keys.witness.length).toBe(1)
    expect([...keys.tenant, ...keys.root, ...keys.export].map(({ text }) => text)).toEqual(await pins())
  })

  it('may name no witness', async () => {
    const [tenant = '', root = '', exporter = ''] = await pins()
    const keys = parseKeys(jcs({ origin: ORIGIN, tenant: [tenant], root: [root], export: [exporter] }))
    expect(keys?.witness).toEqual([])
  })

  it('that are pinned replace those claimed of their name and type, and no others', async () => {
    const [name, other] = [`${ORIGIN}/root`, `${ORIGIN}/export`]
    const claimed = [await keyOf(name, 'root'), await keyOf(other, 'export')]
    const pin = await keyOf(name, 'stranger')
    const texts = (keys: readonly VerifierKey[]) => keys.map(({ text }) => text)
    expect(trustedKeys(name, 1, [], claimed)).toEqual({ keys: [claimed[0]], pinned: false })
    expect(trustedKeys(name, 1, [pin], claimed)).toEqual({ keys: [pin], pinned: true })
    expect(trustedKeys(other, 1, [pin], claimed)).toEqual({ keys: [claimed[1]], pinned: false })
    expect(trustedKeys('nobody', 1, [pin], claimed)).toEqual({ keys: [], pinned: false })
    const witness = await keyOf(name, 'witness')
    expect(trustedKeys(name, 1, [witness], claimed).pinned, 'a witness key pins no log').toBe(false)
    expect(texts(witnessKeys([witness], claimed))).toEqual([witness.text])
    expect(witnessKeys([], claimed)).toEqual([])
  })
})

describe('an envelope', () => {
  it('signs type and payload with their lengths', () => {
    expect(new TextDecoder().decode(preAuthEncoding('http://example.com/HelloWorld', utf8('hello world')))).toBe(
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    )
  })

  it('verifies the DSSE protocol’s payload under our key and no other', async () => {
    const file = await signEnvelope(utf8('{}'), `${ORIGIN}/export`, seedOf('export'))
    const envelope = present(parseEnvelope(file))
    expect(await isSignedBy(envelope, [await keyOf(`${ORIGIN}/export`, 'export')])).toBe(true)
    expect(await isSignedBy(envelope, [await keyOf(`${ORIGIN}/export`, 'stranger')])).toBe(false)
    expect(await isSignedBy(envelope, [])).toBe(false)
    expect(await isSignedBy({ ...envelope, payload: utf8('{"a":1}') }, [await keyOf('x', 'export')])).toBe(false)
  })

  it('has only the payload type of a statement', () => {
    const make = (payloadType: string) =>
      jcs({ payload: 'e30=', payloadType, signatures: [{ keyid: '', sig: b64(new Uint8Array(64)) }] })
    expect(parseEnvelope(make(IN_TOTO))).toBeDefined()
    expect(parseEnvelope(make('application/json'))).toBeUndefined()
  })
})

describe('a statement', () => {
  const predicate = {
    tenant: TENANT,
    requested_by: 'x',
    filter: {},
    range: { first: 0, last: 1 },
    counts: { records: 2, withheld: 0, sealed: 0, people: 0, content: 0, masked: 0 },
    masked: false,
    generated_at: '2026-01-01T00:00:00.000Z',
    checkpoint_size: 2,
  } as unknown as Predicate // the tenant id is branded by the reader, which comes next
  const files = new Map([
    ['data/records.jsonl', utf8('a\nb\n')],
    ['data/statement.dsse.json', utf8('itself')],
    ['bagit.txt', utf8('not under data')],
  ])

  it('names every file under data/ but itself, and comes back', () => {
    const statement = present(parseStatement(statementOf(predicate, files)))
    expect([...statement.subjects]).toEqual([['data/records.jsonl', hex(sha256(utf8('a\nb\n')))]])
    expect(statement.predicate).toEqual(predicate)
  })

  it('counts what is there; withheld only where there is a filter', () => {
    expect(countsOf(files, predicate)).toEqual(predicate.counts)
    const wide = { range: { first: 10, last: 19 }, filter: { kind: 'usage' } }
    expect(countsOf(files, wide).withheld).toBe(8)
    expect(countsOf(files, { ...wide, filter: {} }).withheld).toBe(0)
  })

  it('counts masked files among content files, by their member', () => {
    const content = new Map([
      ['data/content/1.json', jcs({ seq: 1, text: '', salt: '' })],
      ['data/content/2.json', jcs({ seq: 2, masked: '', marks: [] })],
      ['data/content/3.json', utf8('broken "masked"')],
    ])
    expect(countsOf(content, predicate)).toMatchObject({ content: 3, masked: 1 })
  })
})

describe('headers.json', () => {
  const header = '00'.repeat(80)

  it('maps heights to 80 bytes', () => {
    const headers = present(parseHeaders(jcs({ '0': header, '900001': header })))
    expect([...headers.keys()]).toEqual([0, 900001])
    expect(headers.get(0)?.length).toBe(80)
  })

  it.each([
    { '01': header },
    { '-1': header },
    { '1.5': header },
    { x: header },
    { '': header },
    { '1': header.slice(2) },
    { '1': `${header}00` },
    { '1': header.replace(/^00/, 'zz') },
    { '1': header.replace(/^00/, 'AA') },
    { '1': 1 },
    { '9007199254740993': header },
  ] as JsonValue[])('is refused as %j', (value) => {
    expect(parseHeaders(jcs(value))).toBeUndefined()
  })
})

describe('what was not checked', () => {
  const predicate = { filter: {} } as Predicate // the list looks at nothing else
  const nothing = { sealed: 0, masked: 0, noContent: false }

  it('always has what no bundle can show', () => {
    const list = notChecked(new Map(), predicate, nothing, [])
    expect(list).toHaveLength(3)
    expect(list.join('\n')).toMatch(/stored objects/)
    expect(list.join('\n')).toMatch(/chain that everybody uses/)
    expect(list.join('\n')).toMatch(/second history/)
  })

  it('has a line for each thing that this bundle leaves open', () => {
    const files = new Map([
      ['data/people.jsonl', utf8('')],
      ['data/anchors/a.tsr', utf8('')],
      ['data/report.pdf', utf8('')],
    ])
    const filtered = { filter: { kind: 'usage' } } as unknown as Predicate // as above
    const list = notChecked(files, filtered, { sealed: 2, masked: 3, noContent: true }, ['w.example'])
    for (const part of [
      'people.jsonl',
      'a.tsr',
      'report.pdf',
      'of 2 records',
      '3 masked',
      'no content file',
      'w.example',
      'filter',
    ]) {
      expect(list.join('\n'), part).toContain(part)
    }
  })
})
