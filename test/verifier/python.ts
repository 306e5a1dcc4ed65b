// Both verifiers side by side for the tests: verify.py through one Python process, the other one in this process.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { env } from 'node:process'
import { type Report, verifyBundle } from '../../worker/ledger/bundle/index.ts'

const HERE = import.meta.dirname
export const VERIFY_PY = join(HERE, '../../verifier/verify.py')

/** Where there is no python3 the tests of the second verifier are skipped; CI has one, so there it is an error. */
export const hasPython = spawnSync('python3', ['--version']).status === 0
if (!hasPython && env.CI !== undefined) throw new Error('CI must have python3: the second verifier would go untested')
export const NEEDS_PYTHON = hasPython ? '' : ' (skipped: python3 is not installed here, CI has it)'

export type Question = { bundle: string | Uint8Array; args: readonly string[] }
export type Answer = { exit: number | null; stdout: string; stderr: string }
/** What must be equal between the verifiers; texts are free. */
export type Verdict = { exit: number; results: string }

/** Runs a Python file without leaving compiled files behind. */
export function python(args: readonly string[], input = '') {
  const options = { encoding: 'utf8', input, maxBuffer: 2 ** 28 } as const
  return spawnSync('python3', ['-B', ...args], options)
}

/** What verify.py answers to each question, all in one process; a path is opened, bytes are written to a file first. */
export function askPython(questions: readonly Question[]): Answer[] {
  const lines = questions.map(({ bundle, args }) =>
    JSON.stringify(
      typeof bundle === 'string'
        ? { path: bundle, args }
        : { bytes: Buffer.from(bundle).toString('base64'), args: [...args] },
    ),
  )
  const { status, stdout, stderr } = python([join(HERE, 'judge.py')], `${lines.join('\n')}\n`)
  if (status !== 0) throw new Error(`judge.py failed: ${stderr}`)
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

const verdictOf = (exit: number, { checks }: Report): Verdict => ({
  exit,
  results: checks.map(({ id, result }) => `${id} ${result}`).join(', '),
})

/** The verdicts of verify.py. It must answer with a report: anything else, a traceback above all, is thrown. */
export function pythonVerdicts(questions: readonly Question[]): Verdict[] {
  const asJson = questions.map(({ bundle, args }) => ({ bundle, args: [...args, '--json'] }))
  return askPython(asJson).map(({ exit, stdout, stderr }) => {
    if (exit === null || stderr !== '') throw new Error(`verify.py: ${stderr}`)
    return verdictOf(exit, JSON.parse(stdout))
  })
}

/** The verdict of the other verifier, the one that verifier/cli.ts prints. */
export async function otherVerdict(bundle: Uint8Array, args: readonly string[]): Promise<Verdict> {
  const pins = args.filter((_, at) => args[at - 1] === '--pin')
  const report = await verifyBundle(bundle, { pins, regtest: args.includes('--regtest') })
  return verdictOf(report.exit, report)
}
