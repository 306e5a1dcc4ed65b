// By what an erased person is known: the directory's entries, and what their own records said of them before. Both go only later.
import type { TenantId } from '../ids.ts'
import type { JsonObject } from '../ledger/jcs.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import type { Home } from '../region.ts'
import { envelopeRef } from '../tenant/names.ts'
import { withLedger } from '../tenant/reach.ts'
import type { RecordAt } from '../tenant/records-at.ts'
import { readDirectory } from '../vault/directory.ts'
import { openEnvelope } from '../vault/envelope.ts'
import type { Vault } from '../vault/keys.ts'
import { Needles } from './needles.ts'

const folded = (name: string): string => name.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase()

/** `naming`: further records of the person that seal an address or a name. Addresses that nobody verified are somebody else's. */
export async function readNeedles(
  home: Home,
  vault: Vault,
  subjects: readonly string[],
  naming: readonly number[],
): Promise<Needles> {
  const { people } = await readDirectory(vault)
  const addresses: string[] = []
  const names: string[] = []
  const take = ({ email, name }: { email?: unknown; name?: unknown }): void => {
    if (typeof email === 'string') addresses.push(email)
    if (typeof name === 'string') names.push(name)
  }
  for (const subject of subjects) take(people[subject] ?? {})
  for (const fields of await sealedAt(home, vault, naming)) take(fields)
  const own = new Set(subjects)
  const called = new Set(names.map(folded))
  const namesakes = Object.entries(people).flatMap(([subject, { name }]) =>
    name !== undefined && !own.has(subject) && called.has(folded(name)) ? [subject] : [],
  )
  return new Needles({ addresses, names, namesakes: new Set(namesakes) })
}

/** What these records sealed, as far as their keys are there. */
async function sealedAt(home: Home, vault: Vault, seqs: readonly number[]) {
  if (seqs.length === 0) return []
  const tenant = vault.tenant as TenantId // openVault takes nothing else
  const found = await withLedger(
    home,
    tenant,
    async (ledger): Promise<RecordAt[]> => await ledger.recordsAt([...seqs], true),
  )
  const all: JsonObject[] = []
  for (const { text, envelope } of found) {
    const record = JSON.parse(text) as LedgerRecord // our own bytes
    if (record.sealed === undefined || envelope === null) continue
    const { subject, sealed } = record
    const about = { ref: envelopeRef(record), ...(subject !== undefined && { subject }), sealed, object: envelope }
    const opened = await openEnvelope(vault, about)
    if (opened.ok) all.push(opened.fields)
  }
  return all
}
