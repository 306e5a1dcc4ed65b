// What the vendor says about a chat, taken apart: whose it is, which model, where it belongs, whether its owner has deleted it. Reference section 10.1.
import { z } from 'zod'
import { id, label } from '../../fields.ts'
import { maybeTime, time } from '../../instants.ts'
import type { Identity } from '../../stream.ts'

/** Times are instants (`YYYY-MM-DDTHH:MM:SS.sssZ`). What people wrote is in `title` alone. */
export type ContentChat = {
  chatId: string
  /** Null when nobody named the chat, or when the vendor took the name away with the rest. */
  title: string | null
  createdAt: string
  /** Moves with new messages, a new project and deletion, not with a new title. */
  updatedAt: string
  deletedAt: string | null
  /** Selected for the chat; the vendor tells no model of single messages. */
  model: string | null
  /** The UUID where it is told, else `org_…`. */
  organization: string | null
  projectId: string | null
  workspaceId: string | null
  /** Null when the vendor names nobody. */
  who: Identity | null
}

export const Chat = z.object({
  id,
  name: z.string().nullish(),
  created_at: time,
  updated_at: maybeTime,
  deleted_at: maybeTime,
  model: label.nullish(),
  organization_uuid: id.nullish(),
  organization_id: id.nullish(),
  project_id: id.nullish(),
  workspace_id: id.nullish(),
  user: z.object({ id: id.nullish(), email_address: z.string().nullish() }).nullish(),
})

export function chatOf(chat: z.infer<typeof Chat>): ContentChat {
  return {
    chatId: chat.id,
    title: chat.name || null,
    createdAt: chat.created_at,
    updatedAt: chat.updated_at ?? chat.created_at,
    deletedAt: chat.deleted_at,
    model: chat.model || null,
    organization: chat.organization_uuid ?? chat.organization_id ?? null,
    projectId: chat.project_id ?? null,
    workspaceId: chat.workspace_id ?? null,
    who: whoOf(chat.user),
  }
}

function whoOf(user: z.infer<typeof Chat>['user']): Identity | null {
  const { id, email_address: email } = user ?? {}
  if (!id && !email) return null
  return { ...(id ? { vendorUser: `anthropic:${id}` } : {}), ...(email ? { email } : {}) }
}
