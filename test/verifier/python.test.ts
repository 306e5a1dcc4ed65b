// verify.py as an auditor meets it: exit codes and output of the process, every vector, wrong usage, hostile files.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { present, readJson } from '../ledger/vectors.ts'
import { askPython, hasPython, NEEDS_PYTHON, python, VERIFY_PY } from './python.ts'

const VECTORS = join(import.meta.dirname, '../vectors/ledger')
type Case = { file: string; args: string[]; exit: number; check: string | null }
type Printed = { exit: number; checks: { id: string; result: string; detail: string[] }[]; not_checked: string[] }
const cases = readJson<Case[]>('ledger/cases.json')
const caseOf = (number: string) => present(cases.find(({ file }) => file.includes(`/${number}-`)))
const run = (...args: string[]) => python([VERIFY_PY, ...args])
const verify = (number: string, ...more: string[]) => {
  const { file, args } = caseOf(number)
  return run(join(VECTORS, file), ...args, ...more)
}
const folder = mkdtempSync(join(tmpdir(), 'verify-py-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe.skipIf(!hasPython)(`verify.py${NEEDS_PYTHON}`, () => {
  it('gives every bundle the exit code and the first failing check of cases.json', () => {
    const answers = askPython(
      cases.map(({ file, args }) => ({ bundle: join(VECTORS, file), args: [...args, '--json'] })),
    )
    const got = answers.map(({ exit, stdout }, at) => {
      const report: Printed = JSON.parse(stdout)
      const wanted = exit === 1 ? 'false' : 'undecided'
      const check = exit === 0 ? null : report.checks.find(({ result }) => result === wanted)?.id
      return { file: cases[at]?.file, exit, check }
    })
    expect(got).toEqual(cases.map(({ file, exit, check }) => ({ file, exit, check })))
  })

  it('prints with --json the exit, all nine checks in order and what was not checked, and nothing else', () => {
    const { status, stdout } = verify('094', '--json')
    const report: Printed = JSON.parse(stdout)
    expect(status).toBe(0)
    expect(Object.keys(report)).toEqual(['exit', 'checks', 'not_checked'])
    expect(report.checks.map(({ id }) => id).join(' ')).toBe(
      'bag statement records tree checkpoint root-leaf root-checkpoint anchor disclosed',
    )
  })

  it('says in words what was proven, by which block and time, and what was not checked', () => {
    const { status, stdout } = verify('094')
    expect(status).toBe(0)
    expect(stdout).toMatch(/existed by about 2026-03-05 18:01 UTC, block 574 \(hash [0-9a-f]{64}\), 6 headers on top/)
    expect(stdout).toMatch(/not checked:\n {2}- /)
    expect(stdout).toMatch(/exit 0: all proven/)
    expect(stdout).not.toMatch(/valid/i)
  })

  it('says what is false, and does not claim a time on work that proves nothing', () => {
    expect(verify('024').stdout).toMatch(/FALSE +statement[\s\S]*exit 1: something is false/)
    const weak = verify('088').stdout
    expect(weak).toMatch(/undecided anchor/)
    expect(weak).not.toMatch(/^ +existed by/m)
  })

  it('needs no locale: names of every alphabet print under C', () => {
    const { file } = caseOf('104')
    const { status, stderr } = python(['-X', 'utf8=0', VERIFY_PY, join(VECTORS, file)])
    expect([status, stderr]).toEqual([2, ''])
  })
})

describe.skipIf(!hasPython)(`wrong usage of verify.py${NEEDS_PYTHON}`, () => {
  const file = join(VECTORS, caseOf('094').file)
  it.each([
    ['no file', []],
    ['two files', [file, file]],
    ['an unknown option', [file, '--force']],
    ['a pin without a key', [file, '--pin']],
    ['a pin that is no key', [file, '--pin', 'x']],
    ['a file that is not there', [`${file}.missing`]],
    ['a folder', [VECTORS]],
    ['a name that no file can have', ['a\u{1f600}'.repeat(200)]],
  ])('with %s exits 64 and says why', (_, args) => {
    const { status, stdout, stderr } = run(...args)
    expect(status).toBe(64)
    expect(stdout).toBe('')
    expect(stderr.length).toBeGreaterThan(0)
    expect(stderr).not.toContain('Traceback')
  })
})

describe.skipIf(!hasPython)(`files that are no bundles, before verify.py${NEEDS_PYTHON}`, () => {
  const noise = Uint8Array.from({ length: 5000 }, (_, at) => (at * at * 31 + at) & 255)
  it.each<[string, string | Uint8Array]>([
    ['nothing', ''],
    ['one byte', 'P'],
    ['noise', noise],
    ['an empty ZIP', 'PK\x05\x06'.padEnd(22, '\0')],
    ['an empty object', '{}'],
    ['half an object', '{"bagit.txt":"'],
    ['an object in an array', '[{}]'],
    ['a hundred thousand objects in each other', '{"a":'.repeat(100_000)],
    ['a number of a million digits', `{"a":${'9'.repeat(1_000_000)}}`],
    ['UTF-16', Buffer.from('{"bagit.txt":"x"}', 'utf16le')],
  ])('%s exits 1, because of the bag', (_, bytes) => {
    const path = join(folder, 'not-a-bundle')
    writeFileSync(path, bytes)
    const { status, stdout, stderr } = run(path, '--json')
    expect([status, stderr]).toEqual([1, ''])
    const report: Printed = JSON.parse(stdout)
    expect(report.checks[0]).toMatchObject({ id: 'bag', result: 'false' })
    expect(report.checks.slice(1).every(({ result }) => result === 'skipped')).toBe(true)
  })
})
