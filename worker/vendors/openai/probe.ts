// Validate: what an OpenAI key is, what it can read, and if it is no good, why and what to do. Nothing is stored here.
import type { VendorClient } from '../http.ts'
import { type KeyKind, lastFour, readPasted } from '../key-shape.ts'
import { attempt, type ChecklistItem, fewAtOnce, type ProbeReport, refusal, saidBy, UNEXPECTED } from '../probe.ts'
import { refusedKind } from '../wrong-key.ts'
import { LINES, type Outcome, outcome, type ProbeId, QUESTIONS } from './probe-items.ts'
import { type ProjectsFound, readProjects } from './probe-projects.ts'
import { decides, lineWords, NO_ORGANIZATION, NO_USAGE, problemOf, REGION_REFUSED, scopesOf } from './probe-words.ts'

export type ProbeOptions = {
  now?: Date
  /** The tenant's data stays in the EU; `euConfirmed`: somebody said that the organization at OpenAI is EU-resident. */
  euTenant?: boolean
  euConfirmed?: boolean
  /** Milliseconds before a missing scope is asked about again; valid keys have been refused by mistake (reference section 1). */
  pauseMs?: number
}

const PAUSE_MS = 700

/** Tries a pasted key. Never throws, whatever was pasted and whatever comes back; says the key nowhere. */
export async function probeOpenai(
  clientFor: (key: string) => VendorClient,
  pasted: string,
  options: ProbeOptions = {},
): Promise<ProbeReport> {
  const read = readPasted(pasted, 'openai')
  if (!read.ok) {
    const { code, message, remedy } = read
    return refusal({ kind: null, last4: '', tidied: false }, { code, message, remedy })
  }
  const key = { kind: read.kind, last4: lastFour(read.key), tidied: read.tidied }
  const wrong = refusedKind(read.kind, 'openai')
  if (wrong !== undefined) return refusal(key, wrong)
  if (options.euTenant === true && options.euConfirmed !== true) return refusal(key, REGION_REFUSED)
  const client = attempt(() => clientFor(read.key))
  const asked = await ask(client, options.now ?? new Date(), options.pauseMs ?? PAUSE_MS)
  return scrubbed(report(key, read.kind, asked, options.euTenant === true), read.key)
}

type Asked = { outcomes: Map<ProbeId, Outcome>; found: ProjectsFound }

const NONE: ProjectsFound = { active: undefined, oldest: undefined, count: 0, inEu: 0 }

async function ask(client: VendorClient | undefined, now: Date, pauseMs: number): Promise<Asked> {
  const outcomes: Asked['outcomes'] = new Map()
  let found = NONE
  const opening = await patiently(client, pauseMs, async (ready) => {
    const projects = await readProjects(ready)
    found = projects.found
    return outcome(projects.first)
  })
  outcomes.set('projects', opening)
  // A key that is not known at all is asked about once: the answer will be the same everywhere.
  if ('fault' in opening && decides(opening.fault)) return { outcomes, found }
  await fewAtOnce(QUESTIONS, async ([id, question]) => {
    const needsProject = id === 'project_api_keys' || id === 'service_accounts' || id === 'project_users'
    // Without the list there is no project to ask, for the reason for which there is no list.
    const known = needsProject && 'fault' in opening
    const got = known ? opening : await patiently(client, pauseMs, (ready) => question(ready, now, found.active))
    outcomes.set(id, got)
  })
  outcomes.set('per_user_breakdown', byPerson(outcomes.get('usage') ?? UNEXPECTED))
  return { outcomes, found }
}

/** The outcome of a question; a missing scope is asked about once more after a moment. */
async function patiently(
  client: VendorClient | undefined,
  pauseMs: number,
  question: (client: VendorClient) => Promise<Outcome>,
): Promise<Outcome> {
  if (client === undefined) return UNEXPECTED
  try {
    const first = await question(client)
    if (!('fault' in first) || scopesOf(first.fault).length === 0) return first
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    return await question(client)
  } catch {
    return UNEXPECTED // a defect of ours; a person who waits for an answer still gets one, and no detail that could hold the key
  }
}

/** The same answer read for another line: does it tell people apart? */
function byPerson(usage: Outcome): Outcome {
  if ('fault' in usage) return usage
  const requestId = usage.requestId === undefined ? {} : { requestId: usage.requestId }
  if (usage.people === 'not_offered') {
    const words = 'The usage of this organization is not told by person.'
    return { state: 'refused', fault: { code: 'bad_request', words, ...requestId } }
  }
  return { state: usage.people === 'named' ? 'ok' : 'empty', ...requestId }
}

/** What a connection is for: with none of these there is nothing to read. */
const ANY_OF: readonly ProbeId[] = ['projects', 'usage', 'users', 'costs']

function report(key: ProbeReport['key'], kind: KeyKind, { outcomes, found }: Asked, eu: boolean): ProbeReport {
  const deciding = ANY_OF.flatMap((id) => outcomes.get(id) ?? [])
  const readable = deciding.some(({ state }) => state === 'ok')
  const organization = organizationOf(outcomes, found)
  const ok = readable && organization !== undefined
  const faults = deciding.flatMap((one) => ('fault' in one ? [one.fault] : []))
  const usage = outcomes.get('usage')
  const unused = ok && usage?.state === 'ok' && usage.usedDays === 0
  return {
    ok,
    key,
    ...(organization === undefined ? {} : { organization: { id: organization, name: null } }),
    generation: 'classic',
    checklist: LINES.filter(({ id }) => eu || id !== 'region').map((item) =>
      item.id === 'region' ? region(item, outcomes, found) : line(item, outcomes.get(item.id)),
    ),
    ...(ok ? {} : { problem: readable ? NO_ORGANIZATION : problemOf(kind, faults) }),
    ...(unused ? { note: NO_USAGE } : {}),
  }
}

/** Said by a header, else by rows of costs, else known by the oldest project, which no later one can become. */
function organizationOf(outcomes: Asked['outcomes'], { oldest }: ProjectsFound): string | undefined {
  for (const id of [...ANY_OF, ...outcomes.keys()]) {
    const one = outcomes.get(id)
    if (id !== 'costs' && one !== undefined && 'organization' in one && one.organization) return one.organization
  }
  const costs = outcomes.get('costs')
  if (costs !== undefined && 'organization' in costs && costs.organization) return costs.organization
  return oldest === undefined ? undefined : `of:${oldest}`
}

type Item = (typeof LINES)[number]

function line(item: Item, outcome: Outcome | undefined): ChecklistItem {
  const fault = outcome !== undefined && 'fault' in outcome ? outcome.fault : undefined
  const answered = outcome !== undefined && 'fault' in outcome ? undefined : outcome
  const state = outcome === undefined ? 'failed' : outcome.state === 'refused' ? 'missing' : outcome.state
  const requestId = fault?.requestId ?? answered?.requestId
  const detail = fault === undefined ? answered?.detail : saidBy(fault) || undefined
  return {
    ...item,
    state,
    ...lineWords(item.id, outcome),
    ...(requestId === undefined ? {} : { requestId }),
    ...(detail === undefined ? {} : { detail }),
  }
}

function region(item: Item, outcomes: Asked['outcomes'], { count, inEu }: ProjectsFound): ChecklistItem {
  const opening = outcomes.get('projects')
  const counted = opening?.state === 'ok'
  const detail = counted
    ? `${inEu} of ${count} projects have the residency EU_STORAGE_PROCESSING.`
    : 'The projects could not be read, so none was looked at.'
  return { ...item, state: 'ok', words: 'Confirmed: the organization at OpenAI is EU-resident.', detail }
}

/** The last guard: a vendor that repeats the key in its message repeats it no further. */
function scrubbed(report: ProbeReport, key: string): ProbeReport {
  const clean = (text: string): string => text.replaceAll(key, '[key]')
  const checklist = report.checklist.map((item) => ({
    ...item,
    words: clean(item.words),
    ...(item.detail === undefined ? {} : { detail: clean(item.detail) }),
    ...(item.requestId === undefined ? {} : { requestId: clean(item.requestId) }),
  }))
  return { ...report, checklist }
}
