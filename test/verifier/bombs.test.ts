// Bundles made to exhaust whoever opens them: small files that would become gigabytes, lines without end, nesting without end.
import { describe, expect, it } from 'vitest'
import { verifyBundle } from '../../worker/ledger/bundle/index.ts'
import { concat, fromHex, utf8 } from '../../worker/ledger/bytes.ts'
import { parseOts } from '../../worker/ledger/ots/proof.ts'
import { exportJson, type Parts, pins } from '../ledger/bundle/exporter.ts'
import { present } from '../ledger/vectors.ts'
import { askPython, hasPython, NEEDS_PYTHON, otherVerdict, pythonVerdicts } from './python.ts'

const options = async () => [...(await pins()).flatMap((pin) => ['--pin', pin]), '--regtest']
const lying = (files: (files: Parts) => void) => exportJson({ files })

/** A proof in which each fork of 14 bytes stands for a message of 4,096. */
function forks(count: number): Uint8Array {
  const header = fromHex('004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e8929401')
  const long = concat(Uint8Array.of(0x08), new Uint8Array(32), Uint8Array.of(0xf0, 0xdf, 0x1f), new Uint8Array(4063))
  const branch = concat(Uint8Array.of(0xf0, 1, 7, 0), fromHex('0588960d73d71901'), Uint8Array.of(1, 5))
  const fork = concat(Uint8Array.of(0xff), branch)
  const forked = new Uint8Array(fork.length * count)
  for (let at = 0; at < count; at++) forked.set(fork, at * fork.length)
  return concat(header, long, forked, branch)
}

describe('a proof of forks', () => {
  it('is read up to 256 KiB and refused beyond', () => {
    const most = Math.floor((256 * 1024 - forks(0).length) / 15)
    expect(parseOts(forks(most))).toMatchObject({ ok: true })
    expect(parseOts(forks(most + 1))).toEqual({ ok: false, code: 'malformed', detail: 'longer than 256 KiB' })
  })

  it.skipIf(!hasPython)(`makes the anchor false in both verifiers${NEEDS_PYTHON}`, async () => {
    const [fits, long] = [forks(10), forks(20_000)]
    for (const [ots, words] of [
      [fits, /stamps another file/],
      [long, /256 KiB/],
    ] as const) {
      const bundle = await lying((files) => void files.set('data/anchors/root.ots', ots))
      const args = await options()
      expect(pythonVerdicts([{ bundle, args }])).toEqual([await otherVerdict(bundle, args)])
      const { checks } = JSON.parse(present(askPython([{ bundle, args: [...args, '--json'] }])[0]).stdout)
      const anchor = checks.find(({ id }: { id: string }) => id === 'anchor')
      expect(anchor).toMatchObject({ result: 'false', detail: expect.arrayContaining([expect.stringMatching(words)]) })
    }
  })
})

describe('a file of nothing but newlines', () => {
  const NEWLINES = new Uint8Array(100_000).fill(0x0a)

  it.each([
    ['data/records.jsonl', 'records'],
    ['data/sealed.jsonl', 'disclosed'],
  ])('%s is left unread after a thousand wrong lines', async (path, check) => {
    const bundle = await lying((files) => void files.set(path, NEWLINES))
    const report = await verifyBundle(bundle, { pins: await pins(), regtest: true })
    const found = present(report.checks.find(({ id }) => id === check))
    expect(found.result).toBe('false')
    // 20 are shown; the rest is what was still looked at.
    expect(found.detail).toHaveLength(21)
    expect(found.detail.at(-1)).toMatch(/^and 9\d\d more$/)
  })

  it.skipIf(!hasPython).each(['data/records.jsonl', 'data/sealed.jsonl', 'data/people.jsonl'])(
    `%s gets the same verdict from both${NEEDS_PYTHON}`,
    async (path) => {
      const bundle = await lying((files) => void files.set(path, NEWLINES))
      const args = await options()
      expect(pythonVerdicts([{ bundle, args }])).toEqual([await otherVerdict(bundle, args)])
    },
  )

  it('followed by honest lines stays false: what is not read is not believed', async () => {
    const wrong = new Uint8Array(1000).fill(0x0a)
    const bundle = await lying((files) => {
      files.set('data/records.jsonl', concat(wrong, present(files.get('data/records.jsonl'))))
    })
    expect((await verifyBundle(bundle, { pins: await pins(), regtest: true })).exit).toBe(1)
  })
})

/** What a file of any name may hold instead of what it should. */
const INSTEAD: Record<string, Uint8Array> = {
  nothing: new Uint8Array(0),
  'a zero byte': Uint8Array.of(0),
  'no UTF-8': Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d),
  'arrays in arrays': utf8('['.repeat(20_000) + ']'.repeat(20_000)),
  'objects in objects': utf8(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`),
  'a member named __proto__': utf8('{"__proto__":{"seq":0},"constructor":1}'),
  'a number beyond all': utf8(`{"a":${'9'.repeat(5000)},"b":1e309,"c":-0}`),
  'a very long line': utf8(`{"a":"${'x'.repeat(300_000)}"}`),
  'ten thousand blank lines': utf8('\n'.repeat(10_000)),
  'a hundred thousand spaces': utf8(' '.repeat(100_000)),
  'signature lines without end': utf8(`a\n1\nx\n\n${'— log.example/tally AAAAAAAA\n'.repeat(5000)}`),
}

describe.skipIf(!hasPython)(`each file of a bundle, signed and listed again${NEEDS_PYTHON}`, () => {
  it.each(Object.keys(INSTEAD))('as %s: the same verdict from both, and none of them proven', async (what) => {
    const args = await options()
    const paths: string[] = []
    await lying((files) => void paths.push(...files.keys()))
    const questions: { bundle: Uint8Array; args: string[] }[] = []
    for (const path of paths) {
      // The statement is made over them, and the people beside it are checked by nobody, as the report says.
      if (path === 'data/statement.dsse.json' || path === 'data/people.jsonl') continue
      // Without sealed lines nothing is disclosed, which is no lie.
      if (path === 'data/sealed.jsonl' && INSTEAD[what]?.length === 0) continue
      questions.push({ bundle: await lying((files) => void files.set(path, present(INSTEAD[what]))), args })
    }
    const others = []
    for (const { bundle } of questions) others.push(await otherVerdict(bundle, args))
    expect(pythonVerdicts(questions)).toEqual(others)
    expect(questions.length).toBeGreaterThan(8)
    expect(others.filter(({ exit }) => exit === 0)).toEqual([])
  })
})
