// `npm run bench`: measures what DESIGN section 12 promises, prints a line a row, and fails when one is missed. `--json FILE` keeps the rows.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { unstable_startWorker } from 'wrangler'
import { capturing } from './captured.ts'
import type { Timing } from './ledger-append.ts'
import { type Asked, askingUsage } from './usage-asked.ts'
import { type VerifyTiming, verifyBundles } from './verify-bundle.ts'

type Row = { name: string; value: number; unit: string; limit: 'at least' | 'at most'; bar: number; ok: boolean }

/** Batches of 500 that are timed: 100,000 records. */
const BATCHES = 200
/** Batches before, for the compiler and the caches. */
const WARM_UP = 20
/** Batches a request: its drafts are all in memory. */
const STEP = 20

async function ledgerAppend(): Promise<Row[]> {
  const worker = await unstable_startWorker({
    config: join(import.meta.dirname, 'wrangler.toml'),
    dev: { persist: false, logLevel: 'none', server: { port: 0 }, inspector: false, watch: false },
  })
  const total: Timing = { records: 0, bytes: 0, append: 0, plain: 0, rows: 0, json: 0 }
  try {
    await worker.ready
    for (let from = 0; from < WARM_UP + BATCHES; from += STEP) {
      const answer = await worker.fetch(`http://bench.example/?from=${from}&count=${STEP}`)
      if (!answer.ok) throw new Error(`the bench worker answered ${answer.status}`)
      const timing = (await answer.json()) as Timing // our own worker's answer
      if (from < WARM_UP) continue
      for (const key of ['records', 'bytes', 'append', 'plain', 'rows', 'json'] as const) total[key] += timing[key]
    }
  } finally {
    await worker.dispose()
  }
  const speed = (ms: number) => Math.round((total.records / ms) * 1000)
  const bulk = Math.min(total.rows, total.json)
  console.log(
    `  ${total.records} records of ${Math.round(total.bytes / total.records)} bytes: append ${speed(total.append)}/s, bare insert ` +
      `${speed(total.plain)}/s; in bulk ${speed(total.rows)}/s by many values, ${speed(total.json)}/s by JSON, ` +
      `of which the append is ${(bulk / total.append).toFixed(2)}`,
  )
  return [
    atLeast('ledger append: speed against a bare insert of the same bytes', total.plain / total.append, 'ratio', 0.5),
    atLeast('ledger append: batches of 500, committed', speed(total.append), 'records/s', 20_000),
  ]
}

async function verifying(): Promise<Row[]> {
  const { fewer, all, unpinned } = await verifyBundles()
  const mib = (bytes: number) => Math.round(bytes / 2 ** 20)
  const one = ({ seconds, cpu, mib }: VerifyTiming['node']) =>
    `${seconds.toFixed(2)} s (${cpu.toFixed(2)} s of processors), ${Math.round(mib)} MiB`
  for (const [words, timing] of Object.entries({ 'keys pinned': fewer, 'keys pinned too': all, 'no pins': unpinned })) {
    const { records, bytes, node, python } = timing
    console.log(`  ${records} records, ${mib(bytes)} MiB, ${words}: Node ${one(node)}, verify.py ${one(python)}`)
  }
  const slower = (who: 'node' | 'python') => Math.max(all[who].seconds, unpinned[who].seconds)
  return [
    atMost('verify a bundle of 100,000 records: Node', slower('node'), 's', 4),
    atMost('verify a bundle of 100,000 records: verify.py', slower('python'), 's', 30),
    // Five times the records, and the file itself, which Node holds, is five times as large.
    atMost('memory for 100,000 records against 20,000: Node', all.node.mib / fewer.node.mib, 'ratio', 2),
    atMost('memory for 100,000 records against 20,000: verify.py', all.python.mib / fewer.python.mib, 'ratio', 2),
  ]
}

async function content(): Promise<Row[]> {
  const { perSecond } = await capturing()
  return [atLeast('content capture of 10,000 messages: encrypted, in R2, recorded', perSecond, 'messages/s', 400)]
}

/** Questions about people read a second view of the same use and answer with ten times the groups: said beside the row, without a bar. */
async function usageScreen(): Promise<Row[]> {
  const { rows, perSecond, asked } = await askingUsage()
  console.log(`  ${rows} rows of usage projected, ${perSecond} rows/s`)
  for (const { question, p50, p95, bytes } of asked)
    console.log(`  ${question}: ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, ${Math.round(bytes / 1000)} kB`)
  const slowest = (some: readonly Asked[]) => some.reduce((most, { p95 }) => Math.max(most, p95), 0)
  const people = asked.filter(({ question }) => question.includes('person'))
  console.log(`  about people, p95 of the slowest: ${slowest(people).toFixed(1)} ms`)
  const rest = asked.filter((one) => !people.includes(one))
  const name = `usage screen over 90 days of 500 rows: p95 of the slowest of ${rest.length} questions, people aside`
  return [atMost(name, slowest(rest), 'ms', 50)]
}

function atLeast(name: string, value: number, unit: string, bar: number): Row {
  return { name, value: Math.round(value * 1000) / 1000, unit, limit: 'at least', bar, ok: value >= bar }
}

function atMost(name: string, value: number, unit: string, bar: number): Row {
  return { name, value: Math.round(value * 1000) / 1000, unit, limit: 'at most', bar, ok: value <= bar }
}

const { values } = parseArgs({ options: { json: { type: 'string' } } })
const rows = [...(await ledgerAppend()), ...(await content()), ...(await usageScreen()), ...(await verifying())]
for (const { name, value, unit, limit, bar, ok } of rows)
  console.log(`${ok ? 'ok    ' : 'MISSED'} ${name}: ${value} ${unit} (${limit} ${bar})`)
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ rows }, null, 2)}\n`)
// The runtime's process may linger for a moment.
process.exit(rows.every(({ ok }) => ok) ? 0 : 1)
