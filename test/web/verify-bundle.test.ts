// The public verifier page: pins, words over every vector bundle, and the border to its Web Worker.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Check, startChecker } from '../../web/src/pages/verify/checker.ts'
import { claimsOf } from '../../web/src/pages/verify/claims.ts'
import { keysIn, readPins, withKeys, writePins } from '../../web/src/pages/verify/pins.ts'
import { claimWords, sentence, titleOf, verdictOf } from '../../web/src/pages/verify/words.ts'
import type { Answer, Ask } from '../../web/src/pages/verify/work.ts'
import { mostBytes } from '../../web/src/pages/verify/work.ts'
import { CHECKS, type Report, verifyBundle } from '../../worker/ledger/bundle/index.ts'
import { makeStore } from './verify-ledger.ts'

interface Case {
  readonly file: string
  readonly args: readonly string[]
  readonly exit: number
  readonly check?: string
}

const folder = join(import.meta.dirname, '../vectors/ledger')
// The file is ours and its shape is told in INDEX.md beside it.
const cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as readonly Case[]
const bytesOf = (file: string) => new Uint8Array(readFileSync(join(folder, file)))
const pinsOf = ({ args }: Case) => args.filter((_, index) => args[index - 1] === '--pin')
const caseOf = (part: string): Case => {
  const found = cases.find(({ file }) => file.includes(part))
  if (found === undefined) throw new Error(`no case ${part}`)
  return found
}
const run = async (one: Case, pins = pinsOf(one)) => {
  const bytes = bytesOf(one.file)
  const regtest = one.args.includes('--regtest')
  return { report: await verifyBundle(bytes, { pins, regtest }), claims: await claimsOf(bytes) }
}

describe('the words over a report', () => {
  it('say of every vector bundle what its exit code says', async () => {
    const results = ['proven', 'false', 'undecided']
    for (const one of cases) {
      const { report, claims } = await run(one)
      const verdict = verdictOf(report, claims)
      expect(verdict.result, one.file).toBe(results[one.exit])
      expect(verdict.exit, one.file).toContain(`Exit code ${one.exit}`)
      if (one.exit === 1) expect(verdict.words, one.file).toContain('Do not rely on this bundle.')
      if (one.exit !== 0) expect(verdict.title + verdict.words, one.file).not.toMatch(/All \d+ checks are proven/)
    }
  })
  it('name the claim that does not hold and why', async () => {
    const { report, claims } = await run(caseOf('029-'))
    expect(verdictOf(report, claims).words).toMatch(
      /^Every record is well formed .* does not hold\. Record 15 does not link/,
    )
  })
  it('say when Bitcoin had it, except where blocks of test networks count', async () => {
    const { report, claims } = await run(caseOf('098-'))
    const by = /existed by (\d+ \w+ 2026, \d\d:\d\d UTC)/.exec(verdictOf(report, claims).words)?.[1]
    expect(by).toBeDefined()
    const anchor = report.checks.find(({ id }) => id === 'anchor')
    expect(anchor && titleOf(anchor)).toBe(`Bitcoin had it by ${by}`)
    expect(verdictOf(report, claims, true).words).not.toContain('existed by')
  })
  it.each([
    ['086-', 'make the export again in a day'],
    ['088-', 'test network'],
    ['090-', 'pin the keys you trust'],
    ['092-', 'make the export again in a day'],
    ['093-', 'outside the export'],
  ])('say of %s what would decide it', async (part, words) => {
    const { report, claims } = await run(caseOf(part))
    expect(verdictOf(report, claims).words).toContain(words)
    expect(verdictOf(report, claims).words).toContain('Nothing is false.')
  })
  it('have a claim and a rule for each of the nine checks', () => {
    expect(Object.keys(claimWords)).toEqual([...CHECKS])
  })
  it('show what would turn a line around, instead of obeying it', () => {
    expect(sentence('a \u202eb\u0007')).toBe('A \\u{202e}b\\u{7}.')
    expect(sentence('log.example.org/tally at size 3')).toBe('log.example.org/tally at size 3.')
    expect(sentence('')).toBe('')
  })
})

describe('what a bundle says of itself', () => {
  it('is read from its statement and its keys', async () => {
    const { claims } = await run(caseOf('096-'))
    expect(claims).toMatchObject({ records: 5, withheld: 295, first: 0, last: 299 })
    expect(claims?.vkeys.map((vkey) => vkey.slice(0, vkey.indexOf('+')))).toEqual([
      `log.example.org/tally/${claims?.tenant}`,
      'log.example.org/tally/root',
      'log.example.org/tally/export',
    ])
  })
  it('turns an undecided bundle into a proven one, once its keys are pinned', async () => {
    const one = caseOf('096-')
    const { report, claims } = await run(one, [])
    expect(report.exit).toBe(2)
    expect((await run(one, [...(claims?.vkeys ?? [])])).report.exit).toBe(0)
  })
  it('is nothing for a file that is no bundle', async () => {
    for (const text of ['', '{}', 'PK', 'garbage']) expect(await claimsOf(new TextEncoder().encode(text))).toBeNull()
  })
})

describe('pins', () => {
  const [first = '', second = ''] = pinsOf(caseOf('098-'))
  it('are found in what was pasted, also in the options of a command', () => {
    expect(keysIn(` ${first}\n\n--pin '${second}' \\`)).toEqual({ keys: [first, second], wrong: [] })
  })
  it('refuse a key with one character changed', () => {
    const changed = first.replace('+', 'x+')
    expect(keysIn(`${changed}\n${second}`)).toEqual({ keys: [second], wrong: [changed] })
  })
  it('come back on the next visit, with the day of the first pinning', () => {
    const store = makeStore()
    writePins(store, withKeys([], [first], '2026-03-03T10:00:00.000Z'))
    writePins(store, withKeys(readPins(store), [first, second, second], '2026-11-20T10:00:00.000Z'))
    expect(readPins(store)).toEqual([
      { vkey: first, at: '2026-03-03T10:00:00.000Z' },
      { vkey: second, at: '2026-11-20T10:00:00.000Z' },
    ])
  })
  it('are none where the storage holds something else or nothing that is a key', () => {
    for (const kept of ['{', '{"a":1}', '[{"vkey":"x","at":"y"}]']) {
      const store = makeStore()
      store.setItem('tallystick.pins', kept)
      expect(readPins(store), kept).toEqual([])
    }
  })
  it('do not break the page where storing is forbidden', () => {
    const forbidden = {
      getItem: () => {
        throw new Error('forbidden')
      },
      setItem: () => {
        throw new Error('forbidden')
      },
    }
    expect(readPins(forbidden)).toEqual([])
    expect(() => writePins(forbidden, [])).not.toThrow()
  })
})

describe('the checker', () => {
  const report: Report = { exit: 0, checks: [], not_checked: [] }
  const options = { pins: [], regtest: false }
  const file = (name: string) => new File(['x'], name)

  function staged() {
    const asked: Ask[] = []
    const seen: Check[] = []
    const ports: { onmessage: ((event: MessageEvent<Answer>) => void) | null; onerror: unknown; ended: boolean }[] = []
    const checker = startChecker(
      () => {
        const port = {
          onmessage: null,
          onerror: null,
          ended: false,
          postMessage: (ask: Ask) => void asked.push(ask),
          terminate() {
            port.ended = true
          },
        }
        ports.push(port)
        return port
      },
      (check) => void seen.push(check),
    )
    const answer = (data: Answer) => ports.at(-1)?.onmessage?.(new MessageEvent('message', { data }))
    return { asked, seen, ports, checker, answer }
  }

  it('starts its worker before there is a file, so that the network may go', () => {
    expect(staged().ports).toHaveLength(1)
  })
  it('shows the answer to the newest file and no late one', () => {
    const { asked, seen, checker, answer } = staged()
    checker.run(file('a.zip'), options)
    checker.run(file('b.zip'), options)
    answer({ job: asked[0]?.job ?? 0, ok: true, report, claims: null, took: 1 })
    expect(seen.at(-1)).toMatchObject({ state: 'running' })
    answer({ job: asked[1]?.job ?? 0, ok: true, report, claims: null, took: 1 })
    expect(seen.at(-1)).toMatchObject({ state: 'done', file: { name: 'b.zip' } })
  })
  it('says why there is no verdict, which is not that something is false', () => {
    const { asked, seen, checker, answer } = staged()
    checker.run(file('a.zip'), options)
    answer({ job: asked[0]?.job ?? 0, ok: false, why: 'no_ed25519' })
    expect(seen.at(-1)).toMatchObject({ state: 'hindered', why: 'no_ed25519' })
  })
  it('does not hand over a file that no bundle can be as large as', () => {
    const { asked, seen, checker } = staged()
    const large = file('large.zip')
    Object.defineProperty(large, 'size', { value: mostBytes + 1 })
    checker.run(large, options)
    expect(asked).toEqual([])
    expect(seen.at(-1)).toMatchObject({ state: 'hindered', why: 'too_large' })
  })
  it('stops with the worker that was at it, and is ready for the next file', () => {
    const { asked, seen, ports, checker, answer } = staged()
    checker.run(file('a.zip'), options)
    checker.stop()
    expect(ports.map(({ ended }) => ended)).toEqual([true, false])
    answer({ job: asked[0]?.job ?? 0, ok: true, report, claims: null, took: 1 })
    expect(seen.at(-1)).toEqual({ state: 'idle' })
  })
})
