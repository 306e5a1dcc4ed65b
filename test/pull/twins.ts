// Two tenants that read the same vendor: what each has in force, told so that it can be compared although subjects are each one's own.
import { updateStream } from '../../worker/db/tenant/streams.ts'
import type { ConnectionId, TenantId } from '../../worker/ids.ts'
import { canonicalize } from '../../worker/ledger/jcs.ts'
import type { LedgerRecord } from '../../worker/ledger/record.ts'
import { STREAMS, streamsOf } from '../../worker/vendors/catalog.ts'
import type { ConnectionKind, Stream } from '../../worker/vendors/stream.ts'
import { connect, home, makeTenant } from '../support/tenants.ts'
import { keyOf, recordsOf, type Stage } from './stage.ts'

export type Twin = { tenant: TenantId; connections: Record<ConnectionKind, ConnectionId> }

/** A tenant with a connection to each vendor. Daily streams and the past begin at the first day; feeds have their long read. */
export async function twin(on: Stage, firstDay: string, days: number, backfill: 'running' | 'done'): Promise<Twin> {
  const { company, openai } = on.simulator.world
  const tenant = await makeTenant()
  const connections = {
    anthropic_admin: await connect(tenant, keyOf(on, 'admin'), company.uuid, days),
    openai_admin: await connect(tenant, keyOf(on, 'openaiAdmin'), openai.id, days, 'openai_admin'),
    anthropic_compliance: await connect(tenant, keyOf(on, 'compliance'), company.uuid, days, 'anthropic_compliance'),
  }
  const today = new Date().toISOString().slice(0, 10)
  for (const { id, connection, shape } of STREAMS.filter((stream) => stream.shape !== 'inventory')) {
    const past = { backfillFrom: firstDay, backfillState: backfill }
    const change = { ...past, ...(shape === 'daily' && { longReread: today }) }
    await updateStream(home.db, tenant, connections[connection], id, change)
  }
  return { tenant, connections }
}

const SUBJECT = /sub_[0-9a-z]{26}/g
/** The hash in the id of a row: where the row is a person's, the subject is in it. */
const HASH = /(?<=\/)[0-9a-f]{32}(?=\/|$)/

function told(record: LedgerRecord): string {
  const { kind, occurred_at, data, sealed } = record
  const id = record.subject === undefined ? record.id : record.id.replace(HASH, 'hash')
  const text = canonicalize({ kind, id, occurred_at, data, sealed: sealed === undefined ? null : [...sealed.fields] })
  return text.replace(SUBJECT, 'somebody')
}

/** The records of an id in order: revisions without a gap, each saying something else than the one before. */
function lastOf(revisions: LedgerRecord[]): LedgerRecord {
  for (const [at, record] of revisions.entries()) {
    if (record.rev !== at) throw new Error(`${record.id} has revision ${record.rev} in place of ${at}`)
    const before = revisions[at - 1]
    if (before !== undefined && before.sealed === undefined && told(before) === told(record)) {
      throw new Error(`${record.id} says the same again in revision ${at}`)
    }
  }
  const last = revisions.at(-1)
  if (last === undefined) throw new Error('no revisions')
  return last
}

export type InForce = { lines: string[]; vanished: string[]; records: LedgerRecord[] }

const NOTHING: InForce = { lines: [], vanished: [], records: [] }

/**
 * What is in force of each stream: a line for everybody's records together, people told apart but not named, then one a record of
 * nobody. `vanished`: ids that were ever said to be gone. Only what happened from `from` up to `until`, which are days.
 */
export async function inForce(tenant: TenantId, { from = '', until = '9' } = {}): Promise<(stream: string) => InForce> {
  const byStream = Map.groupBy(
    (await recordsOf(tenant)).filter(
      ({ kind, occurred_at }) => kind !== 'pull' && occurred_at >= from && occurred_at < until,
    ),
    ({ stream }) => stream,
  )
  return (stream) => {
    const all = byStream.get(stream)
    if (all === undefined) return NOTHING
    const ids = Map.groupBy(all, ({ id }) => id)
    const records = [...ids.values()].map(lastOf).filter(({ data }) => data.vanished !== true)
    const people = Map.groupBy(records, ({ subject, id }) => subject ?? id)
    const lines = [...people.values()].map((theirs) => theirs.map(told).sort().join('\n')).sort()
    const vanished = all.filter(({ data }) => data.vanished === true).map(({ id }) => id)
    return { lines, vanished, records }
  }
}

/** Sum of a counter of a stream's records on some days. */
export const sumOf = ({ records }: InForce, member: string, days: readonly string[]): bigint =>
  records
    .filter(({ data }) => days.includes(String(data.day)))
    .reduce((sum, { data }) => sum + BigInt(String(data[member] ?? 0)), 0n)

/** Streams that have a lane, with the vendor's first. */
export const inLane = (lane: 'live' | 'backfill'): Stream[] =>
  [...streamsOf('anthropic_admin'), ...streamsOf('openai_admin')].filter(
    ({ backfill }) => lane === 'live' || backfill.days > 0,
  )
