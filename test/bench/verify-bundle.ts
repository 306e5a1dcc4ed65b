// Both verifiers over a bundle of 100,000 records, as the processes that an auditor starts: seconds on the clock, and memory at its peak.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeZip } from '../../worker/ledger/bundle/index.ts'
import { exportBag, type Members, type Parts, pins } from '../ledger/bundle/exporter.ts'

const RECORDS = 100_000
/** The smaller bundle that memory is compared with. */
const FEWER = 20_000
const RUNS = 3

/** Seconds on the clock and of processors in the fastest run, MiB in the largest; `exit` 0 with the keys pinned, 2 without. */
type Run = { seconds: number; cpu: number; mib: number; exit: number }
export type VerifyTiming = { records: number; bytes: number; node: Run; python: Run }

/** A child's peak is in what its parent may ask for; Python has that call, Node has not. */
const MEASURE = `
import json, resource, subprocess, sys, time
began = time.monotonic()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
peak = used.ru_maxrss / (2 ** 20 if sys.platform == 'darwin' else 2 ** 10)
cpu = used.ru_utime + used.ru_stime
print(json.dumps({'seconds': time.monotonic() - began, 'cpu': cpu, 'mib': peak, 'exit': code}))`

const verifier = (file: string) => join(import.meta.dirname, '../../verifier', file)
const NODE = [process.execPath, verifier('cli.ts'), 'verify']
const PYTHON = ['python3', '-B', verifier('verify.py')]

function timed(command: string[], args: string[], exit: number): Run {
  const runs = Array.from({ length: RUNS }, () => {
    const said = execFileSync('python3', ['-c', MEASURE, ...command, ...args], { encoding: 'utf8' })
    const run = JSON.parse(said) as Run // printed by the lines above
    if (run.exit !== exit) throw new Error(`${command.join(' ')} exited ${run.exit} instead of ${exit}`)
    return run
  })
  const least = (of: 'seconds' | 'cpu') => Math.min(...runs.map((run) => run[of]))
  return { exit, seconds: least('seconds'), cpu: least('cpu'), mib: Math.max(...runs.map((run) => run.mib)) }
}

/** Records of some 500 bytes, a quarter with personal fields that are disclosed, no content; every tile of the tree. */
async function bundleOf(length: number): Promise<Uint8Array> {
  const record = (members: Members, seq: number) => {
    const conversation = `conv_${(seq * 7919).toString(36).padStart(16, '0')}`
    const category = 'conversation'
    members.data = { actor_type: 'user', category, conversation, n: seq, type: 'chat_created', workspace: 'wrkspc_1' }
    delete members.content
  }
  const files = (parts: Parts) => {
    for (const path of [...parts.keys()].filter((one) => one.startsWith('data/content/'))) parts.delete(path)
  }
  return writeZip(await exportBag({ length, record, files }), 'evidence')
}

/** What both verifiers take: over fewer records, over all, and over all without pins. */
export async function verifyBundles(): Promise<{ fewer: VerifyTiming; all: VerifyTiming; unpinned: VerifyTiming }> {
  const folder = mkdtempSync(join(tmpdir(), 'tallystick-bench-'))
  const known = [...(await pins()).flatMap((pin) => ['--pin', pin]), '--regtest']
  const measure = async (records: number, args: string[], exit: number): Promise<VerifyTiming> => {
    const path = join(folder, `${records}.zip`)
    const bundle = await bundleOf(records)
    writeFileSync(path, bundle)
    const [node, python] = [timed(NODE, [path, ...args], exit), timed(PYTHON, [path, ...args], exit)]
    return { records, bytes: bundle.length, node, python }
  }
  try {
    const fewer = await measure(FEWER, known, 0)
    const all = await measure(RECORDS, known, 0)
    return { fewer, all, unpinned: await measure(RECORDS, ['--regtest'], 2) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
