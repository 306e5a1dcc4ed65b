// One message of a chat, taken apart: its text exactly as it was sent, what it carried besides, and if it has no text, why. Reference section 10.2.
import { z } from 'zod'
import { id, word } from '../../fields.ts'
import { maybeTime, time } from '../../instants.ts'
import type { ContentChat } from './chat.ts'

/** `tools_only`: tool calls without words. `files_only`: attachments without words. `empty`: nothing, as deletion leaves it. */
export type Skipped = 'tools_only' | 'files_only' | 'empty'

/** `name` is a file's or artifact's name and may be personal. */
export type Attachment = {
  kind: 'file' | 'generated_file' | 'artifact'
  id: string
  /** Of an artifact: which version. */
  version: string | null
  name: string | null
  mime: string | null
  bytes: number | null
  md5: string | null
}

export type ContentMessage = Omit<ContentChat, 'createdAt' | 'updatedAt'> & {
  messageId: string
  /** `user` or `assistant`; others of tomorrow as they are. */
  role: string
  createdAt: string
  /** The message's own where the vendor tells one, else null: it tells the chat's only. */
  updatedAt: string | null
  chatUpdatedAt: string
  /** Never empty: null with the reason in `skipped`. */
  text: string | null
  skipped: Skipped | null
  /** Text blocks that `text` was put together from. */
  blocks: number
  /** The vendor cut a text block off (at 1 MiB). */
  truncated: boolean
  thinkingRedacted: boolean
  /** Names of the tools that were called, each once. */
  tools: string[]
  attachments: Attachment[]
}

const Block = z.looseObject({
  type: word,
  text: z.string().nullish(),
  name: word.nullish(),
  truncated: z.boolean().nullish(),
  thinking_redacted: z.boolean().nullish(),
})
type Block = z.infer<typeof Block>

// What does not decide anything must not keep a message out.
const size = z.int().nonnegative().nullish().catch(null)
const said = z.string().nullish().catch(null)
const Carried = z.object({
  id,
  filename: said,
  title: said,
  mime_type: said,
  artifact_type: said,
  version_id: id.nullish().catch(null),
  size_bytes: size,
  md5: said,
})

export const Message = z.object({
  id,
  role: word,
  created_at: time,
  updated_at: maybeTime,
  content: z.array(Block).nullish(),
  files: z.array(Carried).nullish(),
  generated_files: z.array(Carried).nullish(),
  artifacts: z.array(Carried).nullish(),
})
type Message = z.infer<typeof Message>

/** Between the text blocks of one message. */
export const BETWEEN_BLOCKS = '\n\n'

/**
 * The text of a message: the strings of its text blocks, in the vendor's order, each exactly as its JSON decodes (LEDGER section
 * 5), nothing trimmed or normalized. The vendor says nothing about what stands between two of them (reference section 10.2: tool
 * calls, or nothing), so one blank line does; empty blocks add nothing. Null when there is none.
 */
export function textOf(content: readonly Block[]): string | null {
  const parts = textBlocks(content).map(({ text }) => text)
  return parts.length === 0 ? null : parts.join(BETWEEN_BLOCKS)
}

const textBlocks = (content: readonly Block[]) => content.filter(({ type, text }) => type === 'text' && Boolean(text))

export function messageOf(chat: ContentChat, message: Message): ContentMessage {
  const { createdAt: _, updatedAt: chatUpdatedAt, ...about } = chat
  const content = message.content ?? []
  const attachments = [
    ...(message.files ?? []).map((one) => carried('file', one)),
    ...(message.generated_files ?? []).map((one) => carried('generated_file', one)),
    ...(message.artifacts ?? []).map((one) => carried('artifact', one)),
  ]
  const text = textOf(content)
  return {
    ...about,
    messageId: message.id,
    role: message.role,
    createdAt: message.created_at,
    updatedAt: message.updated_at,
    chatUpdatedAt,
    text,
    skipped: text === null ? whyNot(content, attachments) : null,
    blocks: textBlocks(content).length,
    truncated: textBlocks(content).some((block) => block.truncated === true),
    thinkingRedacted: content.some((block) => block.thinking_redacted === true),
    tools: [...new Set(content.flatMap(({ type, name }) => (type === 'tool_use' && name ? [name] : [])))],
    attachments,
  }
}

/** Blocks of a kind that we do not know count as tools: something was there, but no words. */
function whyNot(content: readonly Block[], attachments: readonly Attachment[]): Skipped {
  if (content.some(({ type }) => type !== 'text')) return 'tools_only'
  return attachments.length > 0 ? 'files_only' : 'empty'
}

function carried(kind: Attachment['kind'], one: z.infer<typeof Carried>): Attachment {
  return {
    kind,
    id: one.id,
    version: one.version_id ?? null,
    name: one.filename || one.title || null,
    mime: one.mime_type ?? one.artifact_type ?? null,
    bytes: one.size_bytes ?? null,
    md5: one.md5 ?? null,
  }
}
