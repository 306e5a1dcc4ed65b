// Validate: what an Anthropic key is, what it can read, and if it is no good, why and what to do. Nothing is stored here.
import type { VendorClient } from '../http.ts'
import { lastFour, readPasted } from '../key-shape.ts'
import { attempt, type ChecklistItem, fewAtOnce, type ProbeReport, refusal, UNEXPECTED } from '../probe.ts'
import { refusedKind } from '../wrong-key.ts'
import { type Outcome, PROBES, type ProbeId, type ProbeItem } from './probe-items.ts'
import { lineWords, NO_USAGE, problemOf } from './probe-words.ts'

export type { ProbeReport } from '../probe.ts'

/** Tries a pasted key. Never throws, whatever was pasted and whatever comes back; says the key nowhere. */
export async function probeAdmin(
  clientFor: (key: string) => VendorClient,
  pasted: string,
  now = new Date(),
): Promise<ProbeReport> {
  const read = readPasted(pasted)
  if (!read.ok) {
    const { code, message, remedy } = read
    return refusal({ kind: null, last4: '', tidied: false }, { code, message, remedy })
  }
  const key = { kind: read.kind, last4: lastFour(read.key), tidied: read.tidied }
  const wrong = refusedKind(read.kind, 'anthropic')
  if (wrong !== undefined) return refusal(key, wrong)
  const outcomes = await ask(clientFor, read.key, now)
  return report(key, outcomes)
}

type Outcomes = Map<ProbeId, Outcome>

async function ask(clientFor: (key: string) => VendorClient, key: string, now: Date): Promise<Outcomes> {
  const outcomes: Outcomes = new Map()
  const client = attempt(() => clientFor(key))
  const [first, ...others] = PROBES
  const put = async (item: ProbeItem) => outcomes.set(item.id, await outcomeOf(item, client, now))
  if (first !== undefined) await put(first)
  // A key that is not known at all is asked about once: the answer will be the same everywhere.
  const opening = outcomes.get('organization')
  if (opening?.state === 'refused' && opening.fault.code === 'unauthorized') return outcomes
  await fewAtOnce(others, async (item) => {
    await put(item)
  })
  return outcomes
}

async function outcomeOf(item: ProbeItem, client: VendorClient | undefined, now: Date): Promise<Outcome> {
  if (client === undefined) return UNEXPECTED
  try {
    return await item.ask(client, now)
  } catch {
    return UNEXPECTED // a defect of ours; a person who waits for an answer still gets one, and no detail that could hold the key
  }
}

function report(key: ProbeReport['key'], outcomes: Outcomes): ProbeReport {
  const organization = outcomes.get('organization')
  const usage = outcomes.get('usage')
  const works = (id: ProbeId) => outcomes.get(id)?.state === 'ok'
  const ok = works('organization') && (works('members') || works('usage'))
  const problem = ok ? undefined : problemOf(key.kind, outcomes)
  const unused = ok && usage?.state === 'ok' && usage.used === false
  return {
    ok,
    key,
    ...(organization?.state === 'ok' && organization.organization ? { organization: organization.organization } : {}),
    generation: works('analytics') ? 'analytics' : 'classic',
    checklist: PROBES.map((item) => line(item, outcomes.get(item.id))),
    ...(problem === undefined ? {} : { problem }),
    ...(unused ? { note: NO_USAGE } : {}),
  }
}

function line(item: ProbeItem, outcome: Outcome | undefined): ChecklistItem {
  const { id, capability, label } = item
  const state =
    outcome?.state === 'ok' ? 'ok' : outcome?.state === 'failed' || outcome === undefined ? 'failed' : 'missing'
  const fault = outcome !== undefined && 'fault' in outcome ? outcome.fault : undefined
  const requestId =
    fault?.requestId ?? (outcome !== undefined && 'requestId' in outcome ? outcome.requestId : undefined)
  const detail =
    outcome?.state === 'ok'
      ? outcome.detail
      : fault !== undefined && 'vendorMessage' in fault
        ? fault.vendorMessage
        : undefined
  return {
    id,
    capability,
    label,
    state,
    ...lineWords(id, outcome),
    ...(requestId === undefined ? {} : { requestId }),
    ...(detail === undefined ? {} : { detail }),
  }
}
