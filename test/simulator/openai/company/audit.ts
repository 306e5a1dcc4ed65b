// The audit log of one day, event by event: who did what, with ids that follow from seed, day and place.
import { growth, season } from '../../company/season.ts'
import { startOf } from '../../days.ts'
import { pick, randomFrom } from '../../random.ts'
import { type AuditKind, auditKinds, type Scene, totalWeight } from './audit-types.ts'
import { openaiId } from './ids.ts'
import type { Member } from './members.ts'
import { isService, type Project } from './projects.ts'

export interface AuditEvent {
  readonly id: string
  /** Unix seconds. */
  readonly at: number
  readonly type: string
  readonly isTenant: boolean
  readonly project: Project | null
  readonly actor: Actor
  readonly payload: unknown
}

export type Actor =
  | { readonly type: 'session'; readonly member: Member }
  | { readonly type: 'api_key'; readonly key: string; readonly member: Member | null; readonly service: string | null }

export type AuditSource = Omit<Scene, 'random'> & { readonly former: Member }

/** Events of a normal weekday at the size of November 2026. */
const EVENTS = 15

function kindAt(chance: number): AuditKind {
  let rest = chance * totalWeight
  for (const kind of auditKinds) {
    rest -= kind.weight
    if (rest < 0) return kind
  }
  return pick(auditKinds, 0)
}

function actorOf(scene: Scene, kind: AuditKind, member: Member): Actor {
  if (kind.actor === 'session') return { type: 'session', member }
  const wanted = kind.actor === 'service_key'
  const key = pick(
    scene.keys.filter((each) => isService(each.owner) === wanted && !each.isDeleted),
    scene.random(),
  )
  return isService(key.owner)
    ? { type: 'api_key', key: key.id, member: null, service: key.owner.id }
    : { type: 'api_key', key: key.id, member: key.owner, service: null }
}

/** All events of a whole day, oldest first. A pure function of source and day. */
export function auditOf(source: AuditSource, day: number): AuditEvent[] {
  const random = randomFrom(source.seed, `audit ${day}`)
  const members = source.members.filter((member) => member.joined <= day)
  const keys = source.keys.filter((key) => key.created <= day)
  const services = source.services.filter((each) => each.created <= day)
  const projects = source.projects.filter((project) => project.created <= day)
  const owners = members.filter((member) => member.role === 'owner')
  const isReady = [members, keys, services, projects, owners].every((list) => list.length > 0)
  if (
    !isReady ||
    !keys.some((key) => isService(key.owner)) ||
    keys.every((key) => isService(key.owner) || key.isDeleted)
  )
    return []
  const scene: Scene = { ...source, random, members, keys, services, projects }
  const count = Math.round(EVENTS * (0.25 + 0.75 * growth(day)) * season(day, 0.14) * (0.8 + 0.4 * random()))
  const drafts = Array.from({ length: count }, () => {
    const at = startOf(day) / 1000 + Math.floor(3600 * (3 + 20 * ((random() + random() + random()) / 3)))
    const kind = kindAt(random())
    // Everybody signs in and out, the former member too; the rest is the owners' work.
    const anyone = random() < 0.06 && day >= source.former.joined ? source.former : pick(members, random())
    const member = /^log/.test(kind.type) ? anyone : pick(owners, random())
    const project = kind.inProject ? pick(projects, random()) : null
    const actor = actorOf(scene, kind, member)
    return {
      at,
      type: kind.type,
      isTenant: kind.isTenant === true,
      project,
      actor,
      payload: kind.payload?.(scene) ?? null,
    }
  })
  drafts.sort((a, b) => a.at - b.at)
  return drafts.map((draft, place) => ({ id: openaiId('audit_log-', source.seed, `${day} ${place}`), ...draft }))
}

/** One more event that a test asked for, by the first owner. */
export function extraEvent(source: AuditSource, index: number, at: number, type: string): AuditEvent {
  const random = randomFrom(source.seed, `audit extra ${index}`)
  const kind = auditKinds.find((each) => each.type === type)
  const member = source.members.find((each) => each.role === 'owner') ?? source.former
  const unknown = {
    id: openaiId('x_', source.seed, `extra ${index}`, 8),
    data: { geography: 'eu', note: 'not known before' },
  }
  return {
    id: openaiId('audit_log-', source.seed, `extra ${index}`),
    at: Math.floor(at / 1000),
    type,
    isTenant: false,
    project: null,
    actor: { type: 'session', member },
    payload: kind === undefined ? unknown : (kind.payload?.({ ...source, random }) ?? null),
  }
}
