// The job behind a FOCUS export, one step at a time: settle which records, write a file, judge its rows, in the end the report and the words.
import { controlDatabase } from '../../db/control/database.ts'
import { selectTenant } from '../../db/control/tenants.ts'
import { tenantDatabase } from '../../db/tenant/database.ts'
import { changeExport } from '../../db/tenant/exports.ts'
import { readBillSnapshot, readUncovered } from '../../db/tenant/focus.ts'
import { utf8 } from '../../ledger/bytes.ts'
import { withLedger } from '../../tenant/reach.ts'
import { filterWords } from '../filter-words.ts'
import { offer } from '../offer.ts'
import { folderOf, volumesOf } from '../volumes.ts'
import { fail, type Job, keep, now, selectionOf } from '../work.ts'
import { readSurroundings } from './around.ts'
import { CLAIMS } from './columns.ts'
import { reportOf } from './conformance-report.ts'
import { writeCsv } from './csv.ts'
import { loadModel } from './model.ts'
import { conformancePlan, NOTHING, rowsOfPart, type Tallied, tally } from './part.ts'
import {
  daysOfPart,
  type FileOf,
  type FocusDay,
  type FocusPlan,
  filesOf,
  mergeDays,
  planOf,
  ROWS_A_PART,
} from './plan.ts'
import { readme } from './readme.ts'
import { focusWishOf } from './wish.ts'

const NOTHING_FOUND = 'No bill line matches the filter, so there is nothing to export. Widen it and export again.'
const DIFFERS = 'The rows do not add up to the bill, so the file is not offered. An operator was told; export again.'

/** One step. The row says where it stands; a step that dies is done again and changes nothing twice. */
export async function stepFocus(job: Job): Promise<'more' | 'done'> {
  const { row } = job
  if (row.plan === null) return begin(job)
  const plan = JSON.parse(row.plan) as FocusPlan // written by begin
  const file = filesOf(plan, focusWishOf(row))[volumesOf(row).length]
  if (file === undefined) return offer(job, row.size ?? 0, { rows: plan.rows })
  return file.kind === 'csv' || file.kind === 'parquet' ? writeFile(job, plan, file) : writeEnd(job, plan, file.kind)
}

const daysKey = (job: Job): string => `${folderOf(job.row)}days`
const talliedKey = (job: Job, parts: number): string => `${folderOf(job.row)}tallied-${parts}`

/** One moment of the read model, then a checkpoint that holds all of it: nothing that comes later can be in the file. */
async function begin(job: Job): Promise<'more' | 'done'> {
  const { home, tenant, row, ports } = job
  const { from = '0001-01-01', to = '9999-12-31', vendor, workspace } = selectionOf(row)
  const filter = { vendor, workspace }
  const db = tenantDatabase(home.db)
  // What the ledger holds at this moment is in the read model before it is looked at.
  await withLedger(home, tenant, async (ledger) => await ledger.settle())
  const bill = await readBillSnapshot(db, tenant, { from, to }, filter)
  const uncovered = focusWishOf(row).estimates ? await readUncovered(db, tenant, { from, to }, filter) : []
  const days = mergeDays(bill.days, uncovered)
  const plan = planOf(days, bill.sum, ports.focusRows ?? ROWS_A_PART)
  if (plan.rows === 0) return fail(job, NOTHING_FOUND)
  const checkpoint = await withLedger(home, tenant, async (ledger) => {
    const { checkpoint: size } = await ledger.settle()
    return await ledger.checkpointAt(size)
  })
  const newest = days.reduce((most, { seqs, estimates }) => Math.max(most, ...seqs, ...estimates), -1)
  if (checkpoint === null || newest >= checkpoint.size) throw new Error(`no checkpoint of ${tenant} above ${newest}`)
  await home.exports.put(daysKey(job), JSON.stringify(days))
  const at = now()
  await changeExport(home.db, row, ['queued', 'running'], {
    state: 'running',
    touchedAt: at,
    size: checkpoint.size,
    checkpoint: checkpoint.note,
    generatedAt: at,
    plan: JSON.stringify(plan),
  })
  return 'more'
}

async function readObject<T>(job: Job, key: string): Promise<T | null> {
  const object = await job.home.exports.get(key)
  return object === null ? null : await object.json<T>() // our own JSON, written by an earlier step
}

async function talliedAfter(job: Job, parts: number): Promise<Tallied> {
  if (parts === 0) return NOTHING
  const kept = await readObject<Tallied>(job, talliedKey(job, parts))
  if (kept === null) throw new Error(`what was judged of ${job.row.id} is gone`)
  return kept
}

/** Writes a part in one format. The first format of a part is the one whose rows are judged; the other has the same. */
async function writeFile(
  job: Job,
  plan: FocusPlan,
  { kind, part }: Extract<FileOf, { part: number }>,
): Promise<'more' | 'done'> {
  const { env, home, tenant, row } = job
  const wish = focusWishOf(row)
  const days = await readObject<FocusDay[]>(job, daysKey(job))
  if (days === null) return fail(job, 'What was settled when the export began is gone. Export again.')
  const around = await readSurroundings(env, home, tenant)
  const rows = await rowsOfPart({ home, tenant, around }, daysOfPart(days, plan, part), wish.by_key)
  if (kind === wish.files[0]) {
    const tallied = tally(await loadModel(), await talliedAfter(job, part), rows)
    await home.exports.put(talliedKey(job, part + 1), JSON.stringify(tallied))
  }
  const span = { records: rows.length, first: 0, last: Math.max((row.size ?? 1) - 1, 0) }
  if (kind === 'csv') return keep(job, { kind, ...span }, writeCsv(rows))
  const { writeParquet } = await import('./parquet.ts')
  const notes = { 'focus.version': '1.2', 'tallystick.export': row.id, 'tallystick.checkpoint': String(row.size) }
  return keep(job, { kind, ...span }, writeParquet(rows, notes))
}

/** The report, unless the rows are not the bill; then the words. */
async function writeEnd(job: Job, plan: FocusPlan, kind: 'report' | 'readme'): Promise<'more' | 'done'> {
  const { env, tenant, row } = job
  const tallied = await talliedAfter(job, plan.parts.length)
  if (tallied.billed !== plan.sum) {
    const sums = { billed: tallied.billed, sum: plan.sum }
    console.error(JSON.stringify({ event: 'focus_refused', tenant, export: row.id, ...sums }))
    return fail(job, DIFFERS)
  }
  const model = await loadModel()
  const report = reportOf(model, conformancePlan(model), tallied.standing, CLAIMS)
  const span = { records: 0, first: 0, last: Math.max((row.size ?? 1) - 1, 0) }
  const { checkpoint, size, generatedAt } = row
  if (kind === 'report') {
    const { billed, estimated, floats } = tallied
    const sums = { billed_nano: billed, estimated_nano: estimated, differ_in_floats: floats }
    const body = { export: row.id, generated_at: generatedAt, checkpoint_size: size, ...sums, ...report }
    return keep(job, { kind, ...span }, utf8(`${JSON.stringify(body, null, 1)}\n`))
  }
  const organization = (await selectTenant(controlDatabase(env), tenant))?.name ?? tenant
  const words = readme({
    id: row.id,
    organization,
    asked: filterWords(selectionOf(row)),
    wish: focusWishOf(row),
    plan,
    tallied,
    report,
    checkpoint: checkpoint ?? '',
    size: size ?? 0,
    generatedAt: generatedAt ?? '',
  })
  return keep(job, { kind, ...span }, utf8(words))
}
