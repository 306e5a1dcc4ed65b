// Who belongs to the organization: /me, /users, /invites, and whether its activity is recorded.
import { z } from 'zod'
import { isMember, type Person } from '../company/people.ts'
import { dayOf, microTime } from '../days.ts'
import { chanceOf, hashOf, idFor } from '../random.ts'
import { answer, isRefusal, notFound } from './answers.ts'
import type { Call, Handler } from './call.ts'
import { pageById } from './paging.ts'
import { list, readQuery } from './query.ts'

export const organization: Handler = ({ company }) =>
  answer({ id: company.uuid, type: 'organization', name: company.name })

export const complianceSettings: Handler = ({ knobs }) => {
  const isOn = knobs.activity === 'on' || knobs.activity === 'old_key'
  return answer({ type: 'compliance_settings', state: { type: isOn ? 'enabled' : 'disabled' } })
}

/** Members at this moment, without those whom a test made vanish. */
export function currentMembers({ company, knobs, now }: Pick<Call, 'company' | 'knobs' | 'now'>): Person[] {
  return company.people.filter(
    (person) =>
      isMember(person, dayOf(now)) &&
      Date.parse(person.addedAt) <= now.getTime() &&
      !knobs.vanished.some((name) => name === person.email || name === person.name || name === person.id),
  )
}

function userRow(person: Person) {
  const { id, email, name, role } = person
  return { id, type: 'user', email, name, role, added_at: person.addedAt }
}

export const users: Handler = (call) => {
  const asked = readQuery(call.query, z.object({ email: z.string().optional(), 'roles[]': list }))
  if (isRefusal(asked)) return asked
  const rows = currentMembers(call)
    .filter((person) => asked.email === undefined || person.email === asked.email)
    .filter((person) => asked['roles[]'].length === 0 || asked['roles[]'].includes(person.role))
    .map(userRow)
  const page = pageById(rows, (row) => row.id, call.query)
  return isRefusal(page) ? page : answer(page)
}

export const user: Handler = (call) => {
  const person = currentMembers(call).find((each) => each.id === call.path.user_id)
  return person === undefined ? notFound() : answer(userRow(person))
}

const DAY = 86_400_000
/** The vendor lets an invite lapse after 21 days. */
const LAPSE = 21 * DAY

interface Invite {
  readonly id: string
  readonly type: 'invite'
  readonly email: string
  readonly role: string
  readonly status: string
  readonly invited_at: string
  readonly expires_at: string
  readonly accepted_at: string | null
  readonly rbac_group_ids: string[]
}

function inviteOf(call: Call, email: string, role: string, invited: number, accepted: string | null): Invite {
  const extra = hashOf(call.company.seed, email)
  const isLapsed = call.now.getTime() > invited + LAPSE
  return {
    id: idFor('invite_', call.company.seed, email),
    type: 'invite',
    email,
    role,
    status: accepted !== null ? 'accepted' : isLapsed ? 'expired' : 'pending',
    invited_at: microTime(invited, extra),
    expires_at: microTime(invited + LAPSE, extra),
    accepted_at: accepted,
    rbac_group_ids: [],
  }
}

/** Newest first: three that wait or lapsed relative to now, then one for every member who joined by invitation. */
function invitesOf(call: Call): Invite[] {
  const { company, now } = call
  const today = Math.floor(now.getTime() / DAY) * DAY
  const open = [
    inviteOf(call, `sam.okafor@${company.domain}`, 'developer', today - 2 * DAY + 36_000_000, null),
    inviteOf(call, `rosa.lind@${company.domain}`, 'user', today - 6 * DAY + 52_000_000, null),
    inviteOf(call, `kit.marlowe@${company.domain}`, 'claude_code_user', today - 40 * DAY + 41_000_000, null),
  ]
  const joined = company.people
    .filter((person) => Date.parse(person.addedAt) <= now.getTime() && person.role !== 'primary_owner')
    .map((person) => {
      const wait = (0.2 + 3 * chanceOf(company.seed, `wait ${person.id}`)) * DAY
      return inviteOf(call, person.email, person.role, Math.floor(Date.parse(person.addedAt) - wait), person.addedAt)
    })
  return [...open, ...joined].sort((a, b) => (a.invited_at < b.invited_at ? 1 : -1))
}

export const invites: Handler = (call) => {
  const shape = z.object({ email: z.string().optional(), 'roles[]': list, 'statuses[]': list })
  const asked = readQuery(call.query, shape)
  if (isRefusal(asked)) return asked
  const has = (wanted: readonly string[], value: string) => wanted.length === 0 || wanted.includes(value)
  const rows = invitesOf(call).filter(
    (row) =>
      (asked.email === undefined || row.email === asked.email) &&
      has(asked['roles[]'], row.role) &&
      has(asked['statuses[]'], row.status),
  )
  const page = pageById(rows, (row) => row.id, call.query)
  return isRefusal(page) ? page : answer(page)
}
