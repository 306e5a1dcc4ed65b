// The activity feed of one day: who did what, minute by minute, each event with an id that tells where it stands.
import { plainTime, startOf } from '../days.ts'
import { base58Of, fromBase58, idFor, pick, randomFrom } from '../random.ts'
import { type ActivityKind, type ActorKind, activityKinds, type Scene, totalWeight } from './activity-types.ts'
import { type ApiKey, leakedKey } from './keys.ts'
import { isMember, type Person } from './people.ts'
import { growth, season } from './season.ts'
import type { Workspace } from './workspaces.ts'

export interface Activity {
  readonly id: string
  /** Milliseconds, whole seconds. */
  readonly at: number
  /** The wire object without its id. */
  readonly body: Readonly<Record<string, unknown>>
}

export interface ActivitySource {
  readonly seed: number
  readonly people: readonly Person[]
  readonly workspaces: readonly Workspace[]
  readonly keys: readonly ApiKey[]
  readonly uuid: string
  readonly tag: string
  readonly adminKeyId: string
  readonly incident: number
}

/** Events of a normal weekday at the size of November 2026. */
const EVENTS = 300
/** More than any day's events; with it, day and place fit five base58 digits until the year 2189. */
const PLACES = 8_192

const browser = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)'
const auditor = 'AuditApp/1.0 (https://audit.example.com)'

function activityId(seed: number, day: number, place: number): string {
  return idFor('activity_', seed, `${day} ${place}`, 17) + base58Of(day * PLACES + place, 5)
}

/** Day and place of a generated event, or null when no such id was ever given. */
export function placeOf(seed: number, id: string): { day: number; place: number } | null {
  const value = fromBase58(id.slice(-5))
  if (value === null) return null
  const found = { day: Math.floor(value / PLACES), place: value % PLACES }
  return activityId(seed, found.day, found.place) === id ? found : null
}

function actorOf(source: ActivitySource, actor: ActorKind, person: Person): Readonly<Record<string, unknown>> {
  const { seed } = source
  const own = { ip_address: person.address, user_agent: browser }
  const machine = { ip_address: '198.51.100.7', user_agent: auditor }
  const { email, id } = person
  if (actor === 'user') return { type: 'user_actor', email_address: email, user_id: id, ...own }
  if (actor === 'unauthenticated')
    return { type: 'unauthenticated_user_actor', unauthenticated_email_address: email, ...own }
  if (actor === 'admin_key') return { type: 'admin_api_key_actor', admin_api_key_id: source.adminKeyId, ...machine }
  if (actor === 'api_key') return { type: 'api_actor', api_key_id: idFor('apikey_', seed, 'reader'), ...machine }
  if (actor === 'system') return { type: 'system_actor', service: null }
  if (actor === 'anthropic') return { type: 'anthropic_actor', email_address: null }
  if (actor === 'service') {
    return { type: 'service_account_actor', service_account_id: idFor('svac_', seed, 'ci'), ...machine }
  }
  const event = idFor('event_', seed, `${person.id} ${person.joined}`)
  return {
    type: 'scim_directory_sync_actor',
    directory_id: 'directory_01HZX9QK',
    workos_event_id: event,
    idp_connection_type: 'OktaSCIMV2',
  }
}

type Draft = Omit<Activity, 'id'>

function draft(
  source: ActivitySource,
  at: number,
  kind: ActivityKind,
  person: Person,
  fields: Readonly<Record<string, unknown>>,
): Draft {
  const isOutside = kind.isOutside === true
  const organization = {
    organization_id: isOutside ? null : source.tag,
    organization_uuid: isOutside ? null : source.uuid,
  }
  const actor = actorOf(source, kind.actor, person)
  return { at, body: { created_at: plainTime(at), ...organization, actor, type: kind.type, ...fields } }
}

const fixed = (type: string, actor: ActorKind = 'user'): ActivityKind => ({
  type,
  weight: 0,
  actor,
  fields: () => ({}),
})

/** What follows from the company's own changes: members come and go, the leaked key is switched off. */
function changes(source: ActivitySource, day: number): Draft[] {
  const admin = source.people[1]
  if (admin === undefined) return []
  const at = startOf(day) + 33_300_000
  const came = source.people.filter((person) => person.joined === day)
  const went = source.people.filter((person) => person.left === day)
  const leaked = source.keys.find((key) => key.name === leakedKey && source.incident + 1 === day)
  const stop = { updates: [{ field: 'status', previous: 'active', current: 'inactive' }] }
  return [
    ...came.map((person) =>
      draft(source, Math.floor(Date.parse(person.addedAt) / 1000) * 1000, fixed('org_user_invite_accepted'), person, {
        invite_id: idFor('invite_', source.seed, person.email),
      }),
    ),
    ...went.map((person) =>
      draft(source, at, fixed('org_user_deleted'), admin, {
        deleted_user_id: person.id,
        deleted_user_email: person.email,
      }),
    ),
    ...(leaked === undefined
      ? []
      : [draft(source, at, fixed('platform_api_key_updated'), admin, { api_key_id: leaked.id, ...stop })]),
  ]
}

function kindAt(chance: number): ActivityKind {
  let rest = chance * totalWeight
  for (const kind of activityKinds) {
    rest -= kind.weight
    if (rest < 0) return kind
  }
  return pick(activityKinds, 0)
}

/** A moment of the working day: the mean of three chances, between 06:00 and 20:00 UTC mostly. */
function momentOf(random: () => number): number {
  const hour = 3 + 20 * ((random() + random() + random()) / 3)
  return Math.floor(hour * 3600) * 1000
}

/** All events of a whole day, oldest first. A pure function of source and day. */
export function activitiesOf(source: ActivitySource, day: number): Activity[] {
  const { seed } = source
  const random = randomFrom(seed, `activity ${day}`)
  const people = source.people.filter((person) => isMember(person, day))
  if (people.length === 0) return []
  const ref = (prefix: string, pool: number) => idFor(prefix, seed, `ref ${Math.floor(random() * pool)}`)
  const keyIds = source.keys.filter((key) => key.created <= day).map((key) => key.id)
  const workspaces = source.workspaces.filter((workspace) => workspace.created <= day)
  const scene: Scene = { random, people, workspaces, keyIds, ref }
  const count = Math.round(EVENTS * (0.1 + 0.9 * growth(day)) * season(day, 0.14) * (0.85 + 0.3 * random()))
  const drafts = Array.from({ length: count }, (): Draft => {
    const at = startOf(day) + momentOf(random)
    const kind = kindAt(random())
    const isEarly = keyIds.length === 0 || workspaces.length === 0
    return draft(
      source,
      at,
      isEarly ? fixed('user_logged_out') : kind,
      pick(people, random()),
      isEarly ? {} : kind.fields(scene),
    )
  })
  const ordered = [...drafts, ...changes(source, day)].sort((a, b) => a.at - b.at)
  return ordered.map((each, place) => ({ id: activityId(seed, day, place), ...each }))
}

/** The body of one more event, by a member chosen by its moment. */
export function lateBody(source: ActivitySource, at: number, type: string): Readonly<Record<string, unknown>> {
  const random = randomFrom(source.seed, `late ${at} ${type}`)
  const person = pick(source.people, random())
  const ref = (prefix: string, pool: number) => idFor(prefix, source.seed, `ref ${Math.floor(random() * pool)}`)
  const kind = activityKinds.find((each) => each.type === type) ?? fixed(type)
  const keyIds = source.keys.map((key) => key.id)
  const fields = kind.fields({ random, people: source.people, workspaces: source.workspaces, keyIds, ref })
  return draft(source, Math.floor(at / 1000) * 1000, kind, person, fields).body
}
