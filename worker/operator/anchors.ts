// How the root log stands for the operator: its last cut, how far Bitcoin has it, what waits too long, what its journal warns of.
import { rootHome, rootLogOf } from '../region.ts'

/** Cuts looked at: hourly ones of eight days. */
const CUTS = 200
/** Lines of the journal looked at, and how long a warning is shown. */
const LINES = 200
const SHOWN_MS = 7 * 86_400_000
/** As in root/anchor/stamp.ts: the calendars are all asked anew then, and the journal says `overdue`. */
export const ALARM_HOURS = 48

export type AnchorsView = {
  /** off: the setting ANCHORS is off, cuts wait. */
  anchoring: 'on' | 'off'
  size: number
  published: number
  /** Why the log is stopped; null while it runs. */
  stopped: string | null
  last_cut: { size: number; at: string; anchor: string | null } | null
  /** Size of the newest cut that a block attests. */
  attested: number | null
  /** Cuts behind it, as far as was looked; age in hours of the oldest of them. */
  waiting: number
  oldest_waiting_hours: number | null
  overdue: boolean
  warnings: { at: string; size: number; alert: string }[]
}

/** Reads the root log; whatever it throws is the caller's to say. */
export async function viewAnchors(env: Env, now: Date): Promise<AnchorsView> {
  return anchorsOf(await readLog(env), rootHome(env).anchors, now)
}

type Known = {
  state: Pick<AnchorsView, 'size' | 'published'> & { words: string | null }
  cuts: { size: number; at: string; anchor: { state: string } | null }[]
  attested: number | null
  journal: { at: string; size: number; detail: string }[]
}

async function readLog(env: Env): Promise<Known> {
  const log = rootLogOf(env)
  const most = Number.MAX_SAFE_INTEGER
  const [state, cuts, outside, journal] = await Promise.all([
    log.state(),
    log.cuts(most, CUTS),
    log.outside([]),
    log.journal(most, LINES),
  ])
  return { state, cuts, attested: outside.attested, journal }
}

/** From what the log said, cuts newest first, to what is shown. Every cut holds those before it, so only cuts behind the attested one wait. */
export function anchorsOf({ state, cuts, attested, journal }: Known, anchors: boolean, now: Date): AnchorsView {
  const [last] = cuts
  const waiting = cuts.filter(({ size }) => size > (attested ?? 0))
  const oldest = waiting.at(-1)
  const hours = oldest === undefined ? null : Math.floor((now.getTime() - Date.parse(oldest.at)) / 3_600_000)
  return {
    anchoring: anchors ? 'on' : 'off',
    size: state.size,
    published: state.published,
    stopped: state.words,
    last_cut: last === undefined ? null : { size: last.size, at: last.at, anchor: last.anchor?.state ?? null },
    attested,
    waiting: waiting.length,
    oldest_waiting_hours: hours,
    overdue: anchors && hours !== null && hours >= ALARM_HOURS,
    warnings: journal.flatMap(({ at, size, detail }) => {
      // Our own JSON, written by appendJournal.
      const { alert } = JSON.parse(detail) as { alert?: string }
      return alert === undefined || now.getTime() - Date.parse(at) > SHOWN_MS ? [] : [{ at, size, alert }]
    }),
  }
}
