// Personal fields of exported records, opened for an export that was asked to disclose them, and the names of the people in it.
import type { SubjectId, TenantId } from '../ids.ts'
import { canonicalize, type JsonObject } from '../ledger/jcs.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import { unverified } from '../people/claimed.ts'
import type { Home } from '../region.ts'
import { envelopeRef } from '../tenant/names.ts'
import { withLedger } from '../tenant/reach.ts'
import { readDirectory } from '../vault/directory.ts'
import { discloseEnvelope } from '../vault/envelope.ts'
import type { Vault } from '../vault/keys.ts'

/** Lines of sealed.jsonl for these records, ascending. Erased people's fields stay closed: their records have no line. */
export async function sealedLines(home: Home, vault: Vault, records: readonly LedgerRecord[]): Promise<string[]> {
  const sealed = new Map(records.filter((record) => record.sealed !== undefined).map((record) => [record.seq, record]))
  if (sealed.size === 0) return []
  const tenant = vault.tenant as TenantId // openVault takes nothing else
  const envelopes = await withLedger(
    home,
    tenant,
    async (ledger): Promise<{ seq: number; object: Uint8Array }[]> =>
      await ledger.envelopes([...sealed.keys()].map(Number)),
  )
  const objects = new Map(envelopes.map(({ seq, object }) => [seq, object]))
  const lines: string[] = []
  for (const [seq, { subject, sealed: member, ...record }] of sealed) {
    const object = objects.get(seq)
    if (object === undefined || member === undefined) continue
    const about = subject === undefined ? {} : { subject }
    const opened = await discloseEnvelope(vault, { ref: envelopeRef(record), ...about, sealed: member, object })
    if (opened.ok) lines.push(`${canonicalize({ seq, fields: opened.fields, salt: opened.salt })}\n`)
  }
  return lines
}

/** Lines of people.jsonl: whoever of these subjects has a name or an address today, ascending. */
export async function peopleLines(vault: Vault, subjects: Iterable<SubjectId>): Promise<string[]> {
  const { people } = unverified(await readDirectory(vault))
  return [...new Set(subjects)].sort().flatMap((subject) => {
    const { email, name } = people[subject] ?? {}
    if (email === undefined && name === undefined) return []
    const line: JsonObject = {
      subject,
      ...(email !== undefined && { email }),
      ...(name !== undefined && { name }),
    }
    return [`${canonicalize(line)}\n`]
  })
}
