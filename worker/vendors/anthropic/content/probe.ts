// Validate: what a Compliance Access Key can read, and if it is no good, why and what to do. Nothing is stored here.
import type { VendorClient } from '../../http.ts'
import { lastFour, readPasted } from '../../key-shape.ts'
import { attempt, type ChecklistItem, type ProbeReport, refusal, UNEXPECTED } from '../../probe.ts'
import { refusedKind } from '../../wrong-key.ts'
import { askAll, type Found, type Outcome, reads } from './probe-items.ts'
import { COULD_DELETE, isPlanRefusal, type LineId, lineWords, missingScopes, problemOf } from './probe-words.ts'
import { MAY_DELETE, ORG_DATA, USER_DATA } from './scopes.ts'

/** The checklist in its order. */
export const COMPLIANCE_LINES: readonly { id: LineId; label: string }[] = [
  { id: 'organization', label: 'Organizations' },
  { id: 'enterprise', label: 'Enterprise plan' },
  { id: 'org_scope', label: `Scope ${ORG_DATA}` },
  { id: 'user_scope', label: `Scope ${USER_DATA}` },
  { id: 'people', label: 'People' },
  { id: 'chats', label: 'Chats' },
  { id: 'messages', label: 'Messages' },
  { id: 'retention', label: 'Retention at Anthropic' },
  { id: 'read_only', label: 'Cannot delete' },
]

/** Tries a pasted key. Never throws, whatever was pasted and whatever comes back; says the key nowhere. */
export async function probeCompliance(clientFor: (key: string) => VendorClient, pasted: string): Promise<ProbeReport> {
  const read = readPasted(pasted, 'anthropic_compliance')
  if (!read.ok) {
    const { code, message, remedy } = read
    return refusal({ kind: null, last4: '', tidied: false }, { code, message, remedy })
  }
  const key = { kind: read.kind, last4: lastFour(read.key), tidied: read.tidied }
  const wrong = refusedKind(read.kind, 'anthropic_compliance')
  if (wrong !== undefined) return refusal(key, wrong)
  return report(key, await ask(clientFor, read.key))
}

async function ask(clientFor: (key: string) => VendorClient, key: string): Promise<Found> {
  const client = attempt(() => clientFor(key))
  if (client === undefined) return { organizations: UNEXPECTED, mayDelete: null }
  try {
    return await askAll(client)
  } catch {
    return { organizations: UNEXPECTED, mayDelete: null } // a defect of ours; what was thrown could quote the key
  }
}

function report(key: ProbeReport['key'], found: Found): ProbeReport {
  const missing = missingScopes(found)
  // Both scopes are needed from the first day: people and organizations without chats, or the other way round, capture nothing.
  const ok = found.organization !== undefined && reads(found.users) && reads(found.chats) && missing.length === 0
  return {
    ok,
    key,
    ...(found.organization === undefined ? {} : { organization: found.organization }),
    generation: 'classic',
    checklist: COMPLIANCE_LINES.map(({ id, label }) => line(id, label, outcomeOf(id, found, missing), found)),
    ...(ok ? {} : { problem: problemOf(found, missing) }),
    ...(ok && found.mayDelete === true ? { note: COULD_DELETE } : {}),
  }
}

/** Which answer a line goes by. */
function outcomeOf(id: LineId, found: Found, missing: readonly string[]): Outcome | undefined {
  const { organizations, users, chats, messages, settings } = found
  const user = users ?? chats
  switch (id) {
    case 'organization':
      return organizations.state === 'ok' && found.organization === undefined ? { state: 'empty' } : organizations
    case 'enterprise':
      return planOutcome([chats, users, organizations])
    case 'org_scope':
      return organizations
    case 'user_scope':
      // Whichever of the two was refused for it.
      return missing.includes(USER_DATA) && user !== undefined && !('fault' in user) ? chats : user
    case 'people':
      return users
    case 'chats':
      return chats
    case 'messages':
      return messages
    case 'retention':
      // Worth knowing and not needed: that it is not told is no fault of the key.
      return settings !== undefined && 'fault' in settings ? nothingOf(settings.fault.requestId) : settings
    case 'read_only':
      return undefined
  }
}

const nothingOf = (requestId: string | undefined): Outcome => ({
  state: 'empty',
  ...(requestId === undefined ? {} : { requestId }),
})

/** Whoever hands out chats or tells which scope is missing is on the plan; only the refusal that names the plan is a no. */
function planOutcome(outcomes: readonly (Outcome | undefined)[]): Outcome | undefined {
  const asked = outcomes.flatMap((one) => (one === undefined ? [] : [one]))
  const refused = asked.find((one) => 'fault' in one && isPlanRefusal(one.fault))
  return refused ?? asked.find((one) => reads(one)) ?? asked[0]
}

function line(id: LineId, label: string, outcome: Outcome | undefined, found: Found): ChecklistItem {
  const item = { id, capability: 'content_capture', label } as const
  if (id === 'read_only') return { ...item, ...deleteWords(found) }
  const fault = outcome !== undefined && 'fault' in outcome ? outcome.fault : undefined
  const answered = outcome !== undefined && !('fault' in outcome) ? outcome : undefined
  const detail = answered?.detail ?? (fault !== undefined && 'vendorMessage' in fault ? fault.vendorMessage : undefined)
  const requestId = fault?.requestId ?? answered?.requestId
  const state = outcome === undefined ? 'failed' : outcome.state === 'refused' ? 'missing' : outcome.state
  return {
    ...item,
    state,
    ...lineWords(id, outcome),
    ...(requestId === undefined ? {} : { requestId }),
    ...(detail === undefined ? {} : { detail }),
  }
}

function deleteWords({ mayDelete, organization }: Found): Pick<ChecklistItem, 'state' | 'words' | 'remedy'> {
  if (mayDelete === false) return { state: 'ok', words: 'This key can only read.' }
  if (mayDelete === true) {
    return { state: 'missing', words: `This key could delete chats (${MAY_DELETE}).`, remedy: COULD_DELETE.remedy }
  }
  if (organization === undefined) return { state: 'failed', ...lineWords('read_only', undefined) }
  return { state: 'empty', words: 'Anthropic does not tell which scopes this key has besides. We only ever send GET.' }
}
