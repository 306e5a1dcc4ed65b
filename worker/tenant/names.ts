// Names and labels on their way from envelopes into the directory, the one place where screens find them and erasure removes them.
import type { JsonObject } from '../ledger/jcs.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import { mergeDirectory, readDirectory } from '../vault/directory.ts'
import { openEnvelope } from '../vault/envelope.ts'
import { type Vault, VaultError } from '../vault/keys.ts'
import { readEnvelopes } from './read.ts'

/** Kinds that say who somebody is now; from other kinds a person is taken over only while unknown. */
const AUTHORITATIVE = new Set(['member', 'invite', 'member_access'])
/** Kinds about no person whose sealed name is shown on screens. */
const LABELED = new Set(['vendor_key', 'service_account', 'code_day'])
/** Fields of an envelope that name a person or a thing. A record tells which fields it has without being opened. */
const NAMING = ['email', 'name', 'api_key_name', 'claimed_email']

const str = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** What `ref` an envelope of this record is bound to (LEDGER section 6). */
export const envelopeRef = (record: Pick<LedgerRecord, 'stream' | 'id' | 'rev'>): string =>
  `${record.stream}/${record.id}/${record.rev}`

type Person = { email?: string; name?: string; claimed?: string; seq: number }

/** Opens what is needed of these records' envelopes and merges it into the directory. Erased people stay out. */
export async function nameRecords(sql: SqlStorage, vault: Vault, records: readonly LedgerRecord[]): Promise<void> {
  const naming = records.filter(({ sealed }) => sealed?.fields.some((field) => NAMING.includes(field)))
  if (naming.length === 0) return
  const directory = await readDirectory(vault)
  const envelopes = readEnvelopes(
    sql,
    naming.map(({ seq }) => seq),
  )
  const people = new Map<string, Person>()
  const labels = new Map<string, { name: string; seq: number }>()
  // Who says it with authority comes first, so that within one run, too, an event never overrides the member list.
  const sorted = [
    ...naming.filter(({ kind }) => AUTHORITATIVE.has(kind)),
    ...naming.filter(({ kind }) => !AUTHORITATIVE.has(kind)),
  ]
  for (const record of sorted) {
    const { subject, kind, seq } = record
    const known = subject !== undefined && (people.has(subject) || Object.hasOwn(directory.people, subject))
    const wanted = subject === undefined ? LABELED.has(kind) : AUTHORITATIVE.has(kind) || !known
    const fields = wanted ? await fieldsOf(vault, record, envelopes.get(seq)) : undefined
    if (fields === undefined) continue
    const [email, name, claimed] = [str(fields.email), str(fields.name), str(fields.claimed_email)]
    if (subject === undefined) {
      const label = name ?? str(fields.api_key_name)
      if (label !== undefined) labels.set(record.id, { name: label, seq })
    } else if (email !== undefined || name !== undefined || claimed !== undefined) {
      const said = {
        ...(email !== undefined && { email }),
        ...(name !== undefined && { name }),
        ...(claimed !== undefined && { claimed }),
        seq,
      }
      people.set(subject, { ...people.get(subject), ...said })
    }
  }
  await mergeDirectory(vault, { people: Object.fromEntries(people), labels: Object.fromEntries(labels) })
}

/** The fields of an envelope, or undefined where it was erased or does not open: one bad envelope must not hold up every screen. */
async function fieldsOf(
  vault: Vault,
  record: LedgerRecord,
  object: Uint8Array | undefined,
): Promise<JsonObject | undefined> {
  if (object === undefined || record.sealed === undefined) return undefined
  const { subject, sealed } = record
  try {
    const about = { ref: envelopeRef(record), ...(subject !== undefined && { subject }), sealed, object }
    const opened = await openEnvelope(vault, about)
    return opened.ok ? opened.fields : undefined
  } catch (error) {
    // This person's key is damaged. A lost tenant or root key is everybody's and stops the work.
    if (error instanceof VaultError && error.code === 'damaged' && subject !== undefined) return undefined
    throw error
  }
}
