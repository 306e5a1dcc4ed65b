// Where an export stands, in words: its state, how far it is, when its link ends, how often it was fetched.
import type { ExportState, ExportView } from '../../../../worker/http/schemas/exports.ts'
import { count, percent } from '../../format.ts'
import { day, duration } from '../../time.ts'
import type { Tone } from '../../ui/marks.tsx'

/** `used_up` is ours: the link is in force, but every download that it allows was made. */
type Shown = ExportState | 'used_up'

export const stateWords: Record<Shown, { readonly word: string; readonly tone: Tone | 'plain' }> = {
  queued: { word: 'Waiting', tone: 'plain' },
  running: { word: 'Making', tone: 'info' },
  ready: { word: 'Ready', tone: 'ok' },
  failed: { word: 'Stopped', tone: 'bad' },
  revoked: { word: 'Revoked', tone: 'plain' },
  expired: { word: 'Link ended', tone: 'plain' },
  used_up: { word: 'Limit reached', tone: 'plain' },
}

type Row = Pick<ExportView, 'state' | 'downloads' | 'max_downloads' | 'link_version' | 'volumes' | 'expires_at'>

/**
 * The state as the list shows it. The limit counts each file through one link, so only an export of one file whose link was never
 * renewed can be told to be used up from here; of others the link itself says it.
 */
export function shownState(
  { state, downloads, max_downloads, link_version, volumes, expires_at }: Row,
  now = Date.now(),
): Shown {
  if (state !== 'ready') return state
  if (Date.parse(expires_at) <= now) return 'expired'
  const whole = link_version === 1 && volumes.length <= 1
  return max_downloads !== null && whole && downloads >= max_downloads ? 'used_up' : 'ready'
}

const graceMs = 86_400_000

/** Whether a new link can be made: the files of a link that ended stay another day. */
export function canRelink(row: Pick<ExportView, 'state' | 'expires_at'>, now = Date.now()): boolean {
  return row.state === 'ready' || (row.state === 'expired' && now - Date.parse(row.expires_at) < graceMs)
}

export const isBeingMade = ({ state }: Pick<ExportView, 'state'>): boolean => state === 'queued' || state === 'running'

/** Milliseconds until the list is asked again: 2 s while one is being made, half a minute otherwise. */
export function pollEvery(list: readonly Pick<ExportView, 'state'>[] | undefined): number {
  return list?.some(isBeingMade) ? 2_000 : 30_000
}

/** `Making, 64 %`; the work passes over the ledger twice, so `of` is twice its length. */
export function progressWords({ state, progress }: Pick<ExportView, 'state' | 'progress'>): string {
  if (state === 'queued' || progress.of === null) return 'Waiting for its turn'
  return `Making, ${percent(progress.of === 0 ? 0 : Math.min(1, progress.done / progress.of), 0)}`
}

/** `in 14 days`, `ended 15 Oct 2026`, `revoked`; null while there is no link. */
export function endsWords(row: Pick<ExportView, 'state' | 'expires_at'>, now = Date.now()): string | null {
  if (isBeingMade(row) || row.state === 'failed') return null
  if (row.state === 'revoked') return 'revoked'
  const left = Date.parse(row.expires_at) - now
  return left > 0 ? `in ${duration(left)}` : `ended ${day(row.expires_at.slice(0, 10))}`
}

/** `2 of 5`, `7`; the limit is of each file and each link, so it is named only where that is the same. */
export function downloadsWords(
  row: Pick<ExportView, 'state' | 'downloads' | 'max_downloads' | 'link_version' | 'volumes'>,
): string | null {
  if (isBeingMade(row) || row.state === 'failed') return null
  const whole = row.link_version === 1 && row.volumes.length <= 1
  return row.max_downloads !== null && whole
    ? `${count(row.downloads)} of ${count(row.max_downloads)}`
    : count(row.downloads)
}
