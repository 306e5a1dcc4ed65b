// From the figures to what an operator should look at: one sentence each, with the section of docs/operations.md that says what to do.
import { REGIONS } from '../region.ts'
import type { Concern, Health, RegionHealth } from './shape.ts'

/** The tick comes every 15 minutes and spreads its messages over ten; twice that is late. */
const LATE_SECONDS = 50 * 60
/** Work that shows no end for so long. */
const LONG_MS = 6 * 3_600_000

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

/** Pure. Alarms first, otherwise in the order of the page. */
export function concernsOf(health: Omit<Health, 'concerns'>, now: Date): Concern[] {
  const found: Concern[] = []
  const say = (level: Concern['level'], place: string, words: string, section: string) =>
    found.push({ level, place, words, section })
  const { control, regions, anchors } = health
  if (!control.ok) say('alarm', 'control', `The accounts' database cannot be read (${control.error}).`, 'Restoring')
  else if (isOld(control.value.acts.oldest, now))
    say(
      'look',
      'control',
      `${plural(control.value.acts.waiting, 'act')} on the way to a ledger for over six hours.`,
      'Dead letters',
    )
  for (const region of REGIONS) {
    const part = regions[region]
    if (!part.ok) say('alarm', region, `The region's database cannot be read (${part.error}).`, 'Restoring')
    else found.push(...regionConcerns(region, part.value, now))
  }
  const { us, eu } = regions
  if (us.ok && eu.ok && us.value.migrations?.newest !== eu.value.migrations?.newest)
    say('alarm', 'versions', 'The two regions do not have the same migrations.', 'Upgrading')
  if (!anchors.ok) say('alarm', 'anchors', `The root log does not answer (${anchors.error}).`, 'Restoring')
  else {
    const { stopped, overdue, oldest_waiting_hours: hours, warnings } = anchors.value
    if (stopped !== null) say('alarm', 'anchors', `The root log is stopped: ${stopped}`, 'A ledger that stopped')
    if (overdue) say('alarm', 'anchors', `The oldest cut without a block is ${hours} hours old.`, 'Alarms')
    if (warnings.length > 0)
      say('look', 'anchors', `${plural(warnings.length, 'warning')} in the journal of the last week.`, 'Alarms')
  }
  return found.sort((a, b) => Number(b.level === 'alarm') - Number(a.level === 'alarm'))
}

const isOld = (since: string | null, now: Date): boolean =>
  since !== null && now.getTime() - Date.parse(since) > LONG_MS

function regionConcerns(region: string, rows: RegionHealth, now: Date): Concern[] {
  const found: Concern[] = []
  const say = (level: Concern['level'], words: string, section: string) =>
    found.push({ level, place: region, words, section })
  if (rows.tenantsDiffer > 0)
    say('alarm', `The self-check of ${plural(rows.tenantsDiffer, 'tenant')} found a difference.`, 'Alarms')
  if ((rows.late_seconds ?? 0) > LATE_SECONDS)
    say(
      'alarm',
      `A stream has been due for ${Math.floor((rows.late_seconds ?? 0) / 60)} minutes: does the cron run?`,
      'Alarms',
    )
  for (const { queue, letters } of rows.letters)
    say('look', `${plural(letters, 'letter')} of ${queue} for you to decide about.`, 'Dead letters')
  if (rows.tenantsBehind > 0)
    say('look', `${plural(rows.tenantsBehind, 'projection')} behind the ledger.`, 'Rebuild the screens')
  for (const { kind, waiting, oldest } of rows.work)
    if (waiting > 0 && kind !== 'backfills' && isOld(oldest, now))
      say('look', `The oldest of ${plural(waiting, 'piece')} of work (${kind}) waits for over six hours.`, 'Alarms')
  return found
}
