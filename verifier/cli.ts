// What an auditor with Node runs: node verifier/cli.ts verify FILE [--pin VKEY]... [--regtest] [--json]
import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { argv, exit, stderr, stdout } from 'node:process'
import { type Report, verifyBundle } from '../worker/ledger/bundle/index.ts'
import { parseVkey } from '../worker/ledger/vkey.ts'

const USAGE = `usage: node verifier/cli.ts verify FILE [--pin VKEY]... [--regtest] [--json]
  --pin VKEY   a verifier key you have from elsewhere; replaces what the bundle claims for its name; repeatable
  --regtest    accept block headers without real proof of work; for tests only
  --json       print the report as JSON
exit: 0 all proven, 1 something is false, 2 something could not be decided, 64 wrong usage
`
const WRONG_USAGE = 64

type Request = { file: string; pins: string[]; regtest: boolean; json: boolean }

/** The request in the arguments after the program's name, or what is wrong with them. */
function parseArguments(args: readonly string[]): Request | string {
  const [command, ...rest] = args
  if (command !== 'verify') return 'the command is verify'
  const request = { pins: [] as string[], regtest: false, json: false }
  const files: string[] = []
  for (let i = 0; i < rest.length; i++) {
    const argument = rest[i] ?? ''
    if (argument === '--regtest') request.regtest = true
    else if (argument === '--json') request.json = true
    else if (argument === '--pin') {
      const vkey = rest[++i]
      if (vkey === undefined || parseVkey(vkey) === undefined) return `--pin wants a verifier key, got ${vkey}`
      request.pins.push(vkey)
    } else if (argument.startsWith('--')) return `unknown option ${argument}`
    else files.push(argument)
  }
  const [file, ...more] = files
  return file === undefined || more.length > 0 ? 'one file, please' : { ...request, file }
}

const WORDS = { ok: 'ok       ', false: 'FALSE    ', undecided: 'undecided', skipped: 'skipped  ' }
const VERDICTS = ['everything that was checked is proven', 'something is false', 'something could not be decided']

/** The report for people. Nothing in it says "valid": it says what was proven, by what, and what was not looked at. */
function inWords(report: Report): string {
  const lines = report.checks.map(({ id, result, detail }) => {
    return `${WORDS[result]} ${id}${detail.map((text) => `\n            ${printable(text)}`).join('')}`
  })
  const unchecked = report.not_checked.map((text) => `  - ${printable(text)}`)
  return [...lines, '', 'not checked:', ...unchecked, '', `exit ${report.exit}: ${VERDICTS[report.exit]}`, ''].join(
    '\n',
  )
}

/** A hostile bundle may try to move the cursor: control characters are shown, not sent. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}|\p{Cf}/gu, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`)
}

const nativeSha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer')

async function main(args: readonly string[]): Promise<number> {
  const request = parseArguments(args)
  if (typeof request === 'string') {
    stderr.write(`${request}\n${USAGE}`)
    return WRONG_USAGE
  }
  let bytes: Uint8Array
  try {
    // In one piece: the asynchronous call gathers pieces and then holds them twice.
    bytes = readFileSync(request.file)
  } catch (error) {
    stderr.write(`cannot read ${request.file}: ${error instanceof Error ? error.message : error}\n`)
    return WRONG_USAGE
  }
  const { pins, regtest } = request
  const report = await verifyBundle(bytes, { pins, regtest, sha256: nativeSha256 })
  stdout.write(request.json ? `${JSON.stringify(report)}\n` : inWords(report))
  return report.exit
}

const code = await main(argv.slice(2))
// Let a pipe drain first: exit() would cut it.
stdout.write('', () => exit(code))
