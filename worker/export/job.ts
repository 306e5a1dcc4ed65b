// The job behind an export, one step at a time: pin a checkpoint, look through the ledger, write and verify each volume, offer. Every step
// reads where the row stands and moves it on only from there: a message that comes twice, or dies anywhere, changes nothing.
import { changeExport, findExport } from '../db/tenant/exports.ts'
import { utf8 } from '../ledger/bytes.ts'
import { TILE_WIDTH } from '../ledger/tile.ts'
import { homeOf } from '../region.ts'
import { withLedger } from '../tenant/reach.ts'
import { documentsLeft, makeDocuments, papered } from './beside.ts'
import { holdsText } from './content.ts'
import { readsFrom } from './filter.ts'
import { readGaps, writeGaps } from './gaps.ts'
import { failedChecks } from './judge.ts'
import { LIMITS, type VolumeLimits, WITH_DOCUMENTS, WITH_TEXTS } from './limits.ts'
import type { JobMessage } from './message.ts'
import { offer } from './offer.ts'
import { Picker } from './pick.ts'
import { close, EMPTY_PLAN, extend, type Found, type Plan } from './plan.ts'
import { reviewOf } from './review.ts'
import { makeVolume } from './volume.ts'
import { isBundle, volumesOf } from './volumes.ts'
import { type Read, readStretch } from './walk.ts'
import { fail, formatOf, type Job, type JobPorts, keep, makingOf, now, type Pinned, selectionOf } from './work.ts'

/** Leaf tiles looked through in one step: 500 calls to the ledger, 128,000 positions. */
const TILES_A_STEP = 500

/** One step of an export. `done`: there is nothing more to do for it, now or ever. */
export async function stepExport(env: Env, message: JobMessage, ports: JobPorts): Promise<'more' | 'done'> {
  const home = homeOf(env, message.region)
  const row = await findExport(home.db, message.tenant, message.id)
  if (row === undefined || (row.state !== 'queued' && row.state !== 'running')) return 'done'
  const job = { env, home, tenant: message.tenant, row, ports }
  if (row.format === 'focus') return (await import('./focus/step.ts')).stepFocus(job)
  const { size, checkpoint, generatedAt, plan } = row
  if (size === null || checkpoint === null || generatedAt === null || plan === null) return pin(job)
  const pinned = { size, checkpoint, generatedAt, plan }
  const standing = JSON.parse(plan) as Plan // written below and nowhere else
  if (standing.cursor < size) return look(job, pinned, standing)
  const made = volumesOf(row)
  if (made.filter(isBundle).length < standing.cuts.length) return write(job, pinned, standing)
  const review = reviewOf(row)
  if (review !== undefined && documentsLeft(review, made)) return makeDocuments(job, pinned, { plan: standing, review })
  if (row.createdBy === '' && made.length === standing.cuts.length && (await papered(job))) return 'more'
  return offer(job, size)
}

/** What is exported stands under one published checkpoint, whatever comes in meanwhile: the best anchored one, or the newest. */
async function pin(job: Job): Promise<'more' | 'done'> {
  const { env, home, tenant, row, ports } = job
  const state = await withLedger(home, tenant, async (ledger) => await ledger.state())
  if (state.state === 'stopped') return fail(job, `The ledger is stopped: ${state.words ?? 'an operator must look'}`)
  await stateGapsFor(job)
  const { checkpoint: published } = await withLedger(home, tenant, async (ledger) => await ledger.settle())
  const anchored = row.asOf === 'newest' ? null : ((await ports.anchoredSize?.(env, home.region, tenant)) ?? null)
  const pinned = anchored ?? published
  const checkpoint = await withLedger(home, tenant, async (ledger) => await ledger.checkpointAt(pinned))
  if (checkpoint === null) throw new Error(`no checkpoint of ${pinned} records of ${tenant}`)
  const at = now()
  const begun = {
    size: checkpoint.size,
    checkpoint: checkpoint.note,
    generatedAt: at,
    plan: JSON.stringify(EMPTY_PLAN),
  }
  await changeExport(home.db, row, ['queued'], { state: 'running', touchedAt: at, ...begun })
  return 'more'
}

function limitsOf({ ports, row }: Job): VolumeLimits {
  const review = reviewOf(row)
  if (ports.limits !== undefined || review === undefined) return (ports.limits ?? LIMITS)[formatOf(row)]
  return review.documents.length > 0 ? WITH_DOCUMENTS : WITH_TEXTS
}

/** The gap statements of the export become records before its checkpoint is signed: as of the newest one, they are in it. */
async function stateGapsFor({ env, home, tenant, row, ports }: Job): Promise<void> {
  const selection = selectionOf(row)
  if (selection.gap_statements !== true) return
  const { from, to } = selection
  const stated = await readGaps(home, tenant, { wants: readsFrom(selection), from, to }, new Date())
  await writeGaps(env, ports.recordAct, { tenant, id: row.id }, stated)
}

/** Looks through the next positions and keeps how far it came. */
async function look(job: Job, { size, plan }: Pinned, standing: Plan): Promise<'more' | 'done'> {
  const { home, tenant, row, ports } = job
  const picker = new Picker<Read>(selectionOf(row))
  const texts = reviewOf(row)?.content
  const limits = limitsOf(job)
  const end = Math.min(size, standing.cursor + (ports.tilesAStep ?? TILES_A_STEP) * TILE_WIDTH)
  const found: Found[] = []
  let cursor = standing.cursor
  // A pull that waits for its records at the end of the step is decided in it: nothing of the picker is kept.
  for (; cursor < end || (picker.waits && cursor < size); cursor = Math.min(size, cursor + TILE_WIDTH)) {
    const stretch = await readStretch(home, tenant, cursor, size, picker)
    for (const { text, record } of stretch.found) {
      const { seq, sealed, content } = record
      const opened = holdsText(record, texts) ? { text: content?.bytes ?? 0 } : {}
      found.push({ seq, length: utf8(text).length, ...opened, ...(sealed !== undefined && { sealed }) })
    }
  }
  const extended = extend(standing, found, cursor, limits, row.disclosed === 1)
  const next = cursor === size ? close(extended, size) : extended
  if (cursor === size && next.cuts.length === 0) {
    return fail(job, 'No record matches the filter, so there is nothing to export. Widen it and export again.')
  }
  await changeExport(home.db, row, ['running'], { plan: JSON.stringify(next), touchedAt: now() }, { plan })
  return 'more'
}

const REFUSED =
  'Our own verifier refused this export, so it is not offered. An operator was told; export again, and tell us if it happens twice.'

/** Writes the next volume: verified first, then put, then counted. Dying in between leaves an object that nobody links to. */
async function write(job: Job, pinned: Pinned, { cuts }: Plan): Promise<'more' | 'done'> {
  const { tenant, row } = job
  const made = volumesOf(row)
  const cut = cuts[made.length]
  if (cut === undefined) return 'more'
  const making = makingOf(job, pinned, made.length + 1)
  const { bytes, records } = await makeVolume(making, cut)
  const failed = await failedChecks(making, bytes)
  if (failed.length > 0) {
    const event = { event: 'export_refused', tenant, export: row.id, volume: made.length + 1, checks: failed }
    console.error(JSON.stringify(event))
    return fail(job, REFUSED)
  }
  const { first, last } = cut
  return keep(job, { kind: 'bundle', records, first, last }, bytes)
}
