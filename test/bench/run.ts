// `npm run bench`: measures what DESIGN section 12 promises, prints a line a row, and fails when one is missed. `--json FILE` keeps the rows.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { unstable_startWorker } from 'wrangler'
import type { Timing } from './ledger-append.ts'

type Row = { name: string; value: number; unit: string; bar: number; ok: boolean }

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

function atLeast(name: string, value: number, unit: string, bar: number): Row {
  return { name, value: Math.round(value * 1000) / 1000, unit, bar, ok: value >= bar }
}

const { values } = parseArgs({ options: { json: { type: 'string' } } })
const rows = await ledgerAppend()
for (const { name, value, unit, bar, ok } of rows)
  console.log(`${ok ? 'ok    ' : 'MISSED'} ${name}: ${value} ${unit} (at least ${bar})`)
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ rows }, null, 2)}\n`)
// The runtime's process may linger for a moment.
process.exit(rows.every(({ ok }) => ok) ? 0 : 1)
