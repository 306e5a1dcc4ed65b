// Knobs of the Compliance API's content: how many chats there are, what becomes of single ones, what the tree of organizations is.
import { z } from 'zod'
import type { Company } from '../company/company.ts'

/** Members of `knobChangeSchema`. */
export const contentKnobShape = {
  /** Chats of the company's first two years, ten messages each; what was done to single chats is forgotten. */
  chats: z.int().nonnegative().max(100_000).optional(),
  /** `hollow`: what its owner deletes loses its text at once; `readable`: it stays, as with older deployments. */
  deleted_chats: z.enum(['hollow', 'readable']).optional(),
  /** `on`: a second organization in the tree, with some of the people and an eighth of the chats. */
  linked_organization: z.enum(['on', 'off']).optional(),
  /** The vendor's list of compliance keys: `own` shows the one that asks alone, `all` all of them, `off` answers 404. */
  key_list: z.enum(['own', 'all', 'off']).optional(),
  /** Id of a chat that its owner deletes now. */
  delete_chat: z.string().optional(),
  /** Id of a chat whose texts, files and artifacts are gone from now on. */
  empty_chat: z.string().optional(),
  /** Id of a chat that is gone from now on. */
  remove_chat: z.string().optional(),
  /** The title changes, `updated_at` does not. */
  rename_chat: z.strictObject({ id: z.string(), name: z.string() }).optional(),
  /** Something is said in a chat now. */
  add_message: z
    .strictObject({ chat: z.string(), text: z.string(), role: z.enum(['user', 'assistant']).default('user') })
    .optional(),
} as const

const changeSchema = z.object(contentKnobShape)
export type ContentKnobChange = z.infer<typeof changeSchema>

export interface ContentKnobs {
  deleted_chats: 'hollow' | 'readable'
  linked_organization: 'on' | 'off'
  key_list: 'own' | 'all' | 'off'
}

export function defaultContentKnobs(): ContentKnobs {
  return { deleted_chats: 'hollow', linked_organization: 'off', key_list: 'own' }
}

/** Merges a change into the knobs in place. */
export function turnContentKnobs(knobs: ContentKnobs, change: ContentKnobChange): void {
  knobs.deleted_chats = change.deleted_chats ?? knobs.deleted_chats
  knobs.linked_organization = change.linked_organization ?? knobs.linked_organization
  knobs.key_list = change.key_list ?? knobs.key_list
}

/** What a change does to the company's chats at a moment. */
export function changeChats({ chats }: Company, change: ContentKnobChange, now: Date): void {
  if (change.chats !== undefined) chats.resize(change.chats)
  if (change.add_message !== undefined) {
    const { chat, role, text } = change.add_message
    chats.say(chat, now, role, text)
  }
  if (change.rename_chat !== undefined) chats.rename(change.rename_chat.id, change.rename_chat.name)
  if (change.delete_chat !== undefined) chats.lose(change.delete_chat, now, 'deleted')
  if (change.empty_chat !== undefined) chats.lose(change.empty_chat, now, 'emptied')
  if (change.remove_chat !== undefined) chats.lose(change.remove_chat, now, 'removed')
}
