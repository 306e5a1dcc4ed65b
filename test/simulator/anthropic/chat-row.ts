// A chat as lists and the message endpoint print it, and which organization of the tree it belongs to.
import type { Chat } from '../company/chats/chats.ts'
import type { Company } from '../company/company.ts'
import { plainTime } from '../days.ts'
import type { Knobs } from '../knobs.ts'

export interface Organization {
  readonly uuid: string
  readonly tag: string
  readonly name: string
}

/** The organizations of the tree, oldest first: the company, and with the knob its linked one. */
export function organizationsOf({ company, knobs }: { company: Company; knobs: Knobs }): Organization[] {
  const { uuid, tag, name, linked } = company
  return knobs.linked_organization === 'on' ? [{ uuid, tag, name }, linked] : [{ uuid, tag, name }]
}

/** The organization of a chat. */
export function homeOf(place: { company: Company; knobs: Knobs }, { plan }: Chat): Organization {
  const [own, linked] = organizationsOf(place)
  const home = plan.isLinked ? (linked ?? own) : own
  if (home === undefined) throw new Error('a tree without an organization')
  return home
}

export function chatRow(place: { company: Company; knobs: Knobs }, chat: Chat) {
  const { plan } = chat
  const home = homeOf(place, chat)
  return {
    id: plan.id,
    name: chat.name,
    created_at: plainTime(plan.createdAt),
    updated_at: plainTime(chat.updatedAt),
    deleted_at: chat.deletedAt === null ? null : plainTime(chat.deletedAt),
    href: `https://claude.ai/chat/${plan.uuid}`,
    model: plan.model,
    organization_id: home.tag,
    organization_uuid: home.uuid,
    project_id: plan.project?.id ?? null,
    user: plan.person === null ? null : { id: plan.person.id, email_address: plan.person.email },
  }
}
