// The command that auditors run, as a process: exit codes and output.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { describe, expect, it } from 'vitest'
import { present, readJson } from '../ledger/vectors.ts'

const CLI = join(import.meta.dirname, '../../verifier/cli.ts')
const VECTORS = join(import.meta.dirname, '../vectors/ledger')
type Case = { file: string; args: string[]; exit: number; check: string | null }
const cases = readJson<Case[]>('ledger/cases.json')

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(execPath, [CLI, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

const caseOf = (number: string) => present(cases.find(({ file }) => file.includes(`/${number}-`)))
const verify = (number: string, ...more: string[]) => {
  const { file, args } = caseOf(number)
  return run('verify', join(VECTORS, file), ...args, ...more)
}

describe('verify', () => {
  it.each(['094', '095', '024', '090', '105'])(
    'bundle %s exits as cases.json says and prints the report as JSON',
    (number) => {
      const { exit, check } = caseOf(number)
      const { status, stdout } = verify(number, '--json')
      const report = JSON.parse(stdout)
      expect(status).toBe(exit)
      expect(report.exit).toBe(exit)
      expect(Object.keys(report)).toEqual(['exit', 'checks', 'not_checked'])
      expect(report.checks).toHaveLength(9)
      const first = report.checks.find(
        ({ result }: { result: string }) => result === (exit === 1 ? 'false' : 'undecided'),
      )
      expect(first?.id ?? null).toBe(check ?? null)
    },
  )

  it('says in words what is false, what was not checked, and never that anything is valid', () => {
    const { status, stdout } = verify('024')
    expect(status).toBe(1)
    expect(stdout).toMatch(/FALSE +statement/)
    expect(stdout).toMatch(/not checked:/)
    expect(stdout).toMatch(/exit 1: something is false/)
    expect(verify('094').stdout).not.toMatch(/valid/i)
  })
})

describe('wrong usage', () => {
  const file = join(VECTORS, caseOf('094').file)
  it.each([
    ['no command', []],
    ['another command', ['check', file]],
    ['no file', ['verify']],
    ['two files', ['verify', file, file]],
    ['an unknown option', ['verify', file, '--force']],
    ['a pin without a key', ['verify', file, '--pin']],
    ['a pin that is no key', ['verify', file, '--pin', 'x']],
    ['a file that is not there', ['verify', `${file}.missing`]],
  ])('with %s exits 64 and says why', (_, args) => {
    const { status, stdout, stderr } = run(...args)
    expect(status).toBe(64)
    expect(stdout).toBe('')
    expect(stderr.length).toBeGreaterThan(0)
  })
})
