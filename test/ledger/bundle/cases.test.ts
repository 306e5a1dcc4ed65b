// Every bundle of the vectors: good, bad with one defect each, undecided.
import { describe, expect, it } from 'vitest'
import { CHECKS, verifyBundle } from '../../../worker/ledger/bundle/index.ts'
import { listFiles, readBytes, readJson } from '../vectors.ts'

type Case = { file: string; args: string[]; exit: 0 | 1 | 2; check: string | null; what: string }
const cases = readJson<Case[]>('ledger/cases.json')

function optionsOf(args: readonly string[]) {
  return { pins: args.filter((_, i) => args[i - 1] === '--pin'), regtest: args.includes('--regtest') }
}

it('cases.json tells of every bundle', () => {
  const files = listFiles('ledger/bundles').map((path) => path.slice('ledger/'.length))
  expect(cases.map(({ file }) => file).sort()).toEqual(files)
  expect(cases.length).toBe(105)
})

describe.each(cases.map((c) => [c.file, c] as const))('%s', (_, c) => {
  it(`exits ${c.exit}: ${c.what}`, async () => {
    const report = await verifyBundle(readBytes(`ledger/${c.file}`), optionsOf(c.args))
    const wanted = c.exit === 1 ? 'false' : 'undecided'
    const first = report.checks.find(({ result }) => result === wanted)
    expect({ exit: report.exit, check: first?.id ?? null }, JSON.stringify(report.checks)).toEqual({
      exit: c.exit,
      check: c.check ?? null,
    })
    expect(report.checks.map(({ id }) => id)).toEqual([...CHECKS])
    if (c.exit === 0) expect(report.checks.every(({ result }) => result === 'ok')).toBe(true)
  })
})

describe('the report of a good bundle', () => {
  it('says what was not checked, and gives evidence for each check', async () => {
    const c = cases.find(({ file }) => file.includes('094-'))
    const report = await verifyBundle(readBytes(`ledger/${c?.file}`), optionsOf(c?.args ?? []))
    for (const { id, detail } of report.checks) expect(detail.length, id).toBeGreaterThan(0)
    expect(report.not_checked.join('\n')).toMatch(/people\.jsonl/)
    expect(report.not_checked.join('\n')).toMatch(/second history/)
    expect(report.checks.find(({ id }) => id === 'anchor')?.detail.join()).toMatch(/existed by about 20.*block \d+/)
  })

  it('names tokens and the PDF as not checked', async () => {
    const c = cases.find(({ file }) => file.includes('103-'))
    const report = await verifyBundle(readBytes(`ledger/${c?.file}`), optionsOf(c?.args ?? []))
    expect(report.not_checked.join('\n')).toMatch(/\.tsr/)
    expect(report.not_checked.join('\n')).toMatch(/report\.pdf/)
  })
})
