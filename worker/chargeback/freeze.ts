// Freezing a month: its statement is kept, recorded by hash, and from then on the month is answered with it.
import { controlDatabase } from '../db/control/database.ts'
import { selectUsers } from '../db/control/exports.ts'
import { findPeriod, keepPeriod, NOT_RECORDED, type PeriodRow, recordPeriod } from '../db/tenant/chargeback-periods.ts'
import { rootKeys } from '../region.ts'
import { type Act, recordNow } from '../tenant/acts.ts'
import { openVault } from '../vault/keys.ts'
import { type Desk, openBooks } from './books.ts'
import type { Period } from './period.ts'
import { rangeOf } from './period.ts'
import { computeStatement, readStanding } from './read.ts'
import { readStatement, sealStatement } from './statement.ts'

/** `who`: id of the user who does it by hand; null: the month is final. */
export type Freezing = { env: Env; period: Period; who: string | null; now: Date }
export type Frozen =
  | { ok: true; row: PeriodRow }
  | { ok: false; code: 'no_teams' | 'not_complete' | 'not_final' | 'frozen' }

/**
 * Freezes a month. The statement is kept first and never computed again for this month; the record names its hash; the row learns where the
 * record stands. Dying behind the first step leaves a row without a record, which is no frozen month: whoever comes next, by hand or from
 * the tick, finishes it with the same statement under the same id, so that there is one record. Twice changes nothing.
 */
export async function freezeMonth(desk: Desk, freezing: Freezing): Promise<Frozen> {
  const { home, tenant } = desk
  const { period, who, now } = freezing
  const begun = await findPeriod(home.db, tenant, period)
  if (begun !== undefined) {
    if (begun.seq >= 0) return { ok: false, code: 'frozen' }
    return { ok: true, row: await finishFreezing(desk, freezing.env, begun) }
  }
  const standing = await readStanding(desk, period, now.toISOString().slice(0, 10))
  if (who === null && !standing.final) return { ok: false, code: 'not_final' }
  if (!standing.complete) return { ok: false, code: 'not_complete' }
  const books = await openBooks(desk)
  const statement = await computeStatement(desk, books, rangeOf(period))
  if (statement.teams.length === 0) return { ok: false, code: 'no_teams' }
  const { text, sha256 } = sealStatement(statement)
  const row = { tenant, period, frozenAt: now.toISOString(), frozenBy: who, seq: NOT_RECORDED, sha256, statement: text }
  return { ok: true, row: await finishFreezing(desk, freezing.env, await keepPeriod(home.db, row)) }
}

/** Records what was kept. The row decides what the record says, not whoever finishes it. */
async function finishFreezing({ home, tenant }: Desk, env: Env, row: PeriodRow): Promise<PeriodRow> {
  const vault = openVault({ bucket: home.vault, roots: rootKeys(env), tenant })
  const { frozenBy } = row
  const person = frozenBy === null ? undefined : (await selectUsers(controlDatabase(env), [frozenBy])).get(frozenBy)
  const who = frozenBy === null || person === undefined ? {} : { who: { userId: frozenBy, ...person } }
  const seq = await recordNow(home, vault, { ...actOf(row), ...who })
  await recordPeriod(home.db, tenant, row.period, seq)
  return { ...row, seq }
}

function actOf({ period, frozenAt, frozenBy, sha256, statement: text }: PeriodRow): Act {
  const statement = readStatement(text)
  return {
    kind: 'tenant',
    stream: 'tallystick.chargeback',
    id: period,
    occurredAt: new Date(frozenAt),
    data: {
      action: 'period_frozen',
      period,
      by: frozenBy === null ? 'final' : 'hand',
      split: statement.split,
      teams: Object.fromEntries(statement.teams.map(({ team, total }) => [team, total])),
      unsplit: statement.unsplit,
      bill: statement.bill,
      sha256,
      size: statement.size,
    },
  }
}
