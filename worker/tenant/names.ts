// Names and labels on their way from envelopes into the directory, the one place where screens find them and erasure removes them.
import type { LedgerRecord } from '../ledger/record.ts'
import { mergeDirectory, readDirectory } from '../vault/directory.ts'
import { openEnvelope } from '../vault/envelope.ts'
import type { Vault } from '../vault/keys.ts'
import { readEnvelopes } from './read.ts'

/** Kinds that say who somebody is now; from other kinds a person is taken over only while unknown. */
const AUTHORITATIVE = new Set(['member', 'invite', 'member_access'])

const str = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** What `ref` an envelope of this record is bound to (LEDGER section 6). */
export const envelopeRef = (record: Pick<LedgerRecord, 'stream' | 'id' | 'rev'>): string =>
  `${record.stream}/${record.id}/${record.rev}`

/** Opens what is needed of these records' envelopes and merges it into the directory. Erased people stay out. */
export async function nameRecords(sql: SqlStorage, vault: Vault, records: readonly LedgerRecord[]): Promise<void> {
  const directory = await readDirectory(vault)
  const fresh = new Set<string>()
  const wanted = records.filter(({ kind, subject, sealed }) => {
    if (sealed === undefined) return false
    if (subject === undefined) return kind === 'vendor_key' || kind === 'code_day'
    if (AUTHORITATIVE.has(kind)) return true
    if (directory.people[subject] !== undefined || fresh.has(subject)) return false
    fresh.add(subject)
    return true
  })
  if (wanted.length === 0) return
  const envelopes = readEnvelopes(
    sql,
    wanted.map(({ seq }) => seq),
  )
  const people: Record<string, { email?: string; name?: string; seq: number }> = {}
  const labels: Record<string, { name: string; seq: number }> = {}
  for (const record of wanted) {
    const object = envelopes.get(record.seq)
    if (object === undefined || record.sealed === undefined) continue
    const opened = await openEnvelope(vault, {
      ref: envelopeRef(record),
      ...(record.subject !== undefined && { subject: record.subject }),
      sealed: record.sealed,
      object,
    })
    if (!opened.ok) continue
    const { fields } = opened
    const name = str(fields.name) ?? str(fields.api_key_name)
    if (record.subject === undefined) {
      if (name !== undefined) labels[record.id] = { name, seq: record.seq }
      continue
    }
    const email = str(fields.email)
    people[record.subject] = {
      ...people[record.subject],
      ...(email !== undefined && { email }),
      ...(str(fields.name) !== undefined && { name: String(fields.name) }),
      seq: record.seq,
    }
  }
  await mergeDirectory(vault, { people, labels })
}
