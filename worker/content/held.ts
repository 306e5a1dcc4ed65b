// Holds as screens see them: the rows of D1, mended from the ledger object where one is missing, and what they cover.
import { type HoldRow, insertHold, listHolds, targetsOf } from '../db/tenant/holds.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import type { Held } from '../tenant/holds.ts'
import { withLedger } from '../tenant/reach.ts'
import type { Desk } from './desk.ts'
import { placedId } from './holds.ts'
import { readRecords } from './opened.ts'

/** Every hold, released ones too, the oldest first. A hold whose row was lost between the ledger and D1 is listed again. */
export async function readHolds(desk: Desk): Promise<HoldRow[]> {
  const { home, tenant } = desk
  const [rows, standing] = await Promise.all([
    listHolds(home.db, tenant.id),
    withLedger(home, tenant.id, async (ledger): Promise<Held[]> => await ledger.allHolds()),
  ])
  const known = new Set(rows.map(({ id }) => id))
  const missing = [...new Set(standing.map(({ hold }) => hold))].filter((id) => !known.has(id))
  if (missing.length === 0) return rows
  for (const id of missing) {
    const row = await rowFromRecord(desk, id, standing)
    if (row !== undefined) await insertHold(home.db, row)
  }
  return listHolds(home.db, tenant.id)
}

async function rowFromRecord(desk: Desk, id: string, standing: readonly Held[]): Promise<HoldRow | undefined> {
  const seq = await withLedger(
    desk.home,
    desk.tenant.id,
    async (ledger): Promise<number | null> => await ledger.seqOf('tallystick.hold', placedId(id)),
  )
  const record: LedgerRecord | undefined = seq === null ? undefined : (await readRecords(desk, [seq])).get(seq)
  const of = standing.filter(({ hold }) => hold === id)
  const [first] = of
  if (record === undefined || first === undefined) return undefined
  return {
    tenant: desk.tenant.id,
    id,
    scope: first.scope,
    target: JSON.stringify(of.map(({ target }) => target)),
    placedBy: record.subject ?? '',
    placedAt: record.occurred_at,
    releasedBy: null,
    releasedAt: null,
    seq,
  }
}

/** What holds in force cover. */
export class Covered {
  readonly #rows: readonly HoldRow[]

  constructor(rows: readonly HoldRow[]) {
    this.#rows = rows.filter(({ releasedAt }) => releasedAt === null)
  }

  /** Ids of the holds on a chat or on the person it is of. */
  on(chat: string, subject: string | null): string[] {
    return holdsOfChat(this.#rows, chat, subject).map(({ id }) => id)
  }

  /** Everything that is held: chats by id, people by all their subjects. */
  all(): { chats: string[]; subjects: string[] } {
    const of = (scope: string) => this.#rows.filter((row) => row.scope === scope).flatMap(targetsOf)
    return { chats: of('chat'), subjects: of('person') }
  }
}

/** Holds, released ones too, that covered a chat or its person. */
export const holdsOfChat = (rows: readonly HoldRow[], chat: string, subject: string | null): HoldRow[] =>
  rows.filter((row) => {
    const targets = targetsOf(row)
    return row.scope === 'chat' ? targets.includes(chat) : subject !== null && targets.includes(subject)
  })
