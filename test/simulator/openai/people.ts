// Members of the organization and invitations to it.
import { dayOf } from '../days.ts'
import { answer, isRefusal, refuse } from './answers.ts'
import type { Call, Handler } from './call.ts'
import { openaiId } from './company/ids.ts'
import type { Member } from './company/members.ts'
import { pageAfter } from './paging.ts'
import { listOf } from './query.ts'

/** Members at this moment, without those whom a test made vanish. The former member is never among them. */
export function currentMembers({ organization, knobs, now }: Pick<Call, 'organization' | 'knobs' | 'now'>): Member[] {
  return organization.members.all.filter(
    (member) =>
      member.joined <= dayOf(now) &&
      member.addedAt * 1000 <= now.getTime() &&
      !knobs.vanished.some((name) => [member.id, member.name, member.email].includes(name)),
  )
}

function userRow(member: Member) {
  const { id, name, email, role } = member
  const service = member.isServiceAccount ? { is_service_account: true } : {}
  return { object: 'organization.user', id, name, email, role, added_at: member.addedAt, ...service }
}

export const users: Handler = (call) => {
  const wanted = listOf(call.url, 'emails')
  const rows = currentMembers(call)
    .filter((member) => wanted.length === 0 || (member.email !== null && wanted.includes(member.email)))
    .map(userRow)
  const page = pageAfter(rows, (row) => row.id, call.url)
  return isRefusal(page) ? page : answer(page)
}

export const user: Handler = (call) => {
  const id = call.path.user_id ?? ''
  const member = currentMembers(call).find((each) => each.id === id)
  return member === undefined
    ? refuse(404, `User with ID '${id}' not found`, { code: 'not_found' })
    : answer(userRow(member))
}

const DAY = 86_400
const LAPSE = 7 * DAY

export const invites: Handler = (call) => {
  const { organization, now } = call
  const { seed, domain } = organization
  const present = Math.floor(now.getTime() / 1000)
  const invite = (email: string, created: number, accepted: number | null) => ({
    object: 'organization.invite',
    id: openaiId('invite-', seed, email, 16),
    email,
    role: 'reader',
    status: accepted !== null ? 'accepted' : present > created + LAPSE ? 'expired' : 'pending',
    created_at: created,
    expires_at: created + LAPSE,
    accepted_at: accepted,
    projects: accepted === null ? [{ id: organization.projects[1]?.id ?? '', role: 'member' }] : [],
  })
  const today = Math.floor(present / DAY) * DAY
  const joined = currentMembers(call).flatMap((member) =>
    member.email === null || member.role === 'owner'
      ? []
      : [invite(member.email, member.addedAt - DAY, member.addedAt)],
  )
  const rows = [
    invite(`sam.okafor@${domain}`, today - 2 * DAY + 36_000, null),
    invite(`kit.marlowe@${domain}`, today - 40 * DAY + 41_000, null),
    ...joined.sort((a, b) => b.created_at - a.created_at),
  ]
  const page = pageAfter(rows, (row) => row.id, call.url)
  return isRefusal(page) ? page : answer(page)
}
