// What messages carry, by id: uploaded files, generated files, artifacts. Metadata only, and an artifact's text. Reference section 10.4.
import type { Chat } from '../company/chats/chats.ts'
import type { Message } from '../company/chats/message.ts'
import { hashOf } from '../random.ts'
import { answer, type Refusal, refuse } from './answers.ts'
import type { Call, Handler } from './call.ts'
import { unknownParameter } from './compliance-query.ts'

const noFile = () => refuse(404, 'not_found_error', 'No file found with provided id, or it has already been deleted.')

interface Place<T> {
  readonly chat: Chat
  readonly message: Message
  readonly found: T
}

/** Looks through every message of every chat; the simulated company is small enough. */
function lookFor<T>(
  { company, now, knobs, query }: Call,
  pick: (message: Message) => T | undefined,
): Place<T> | Refusal {
  const refused = unknownParameter(query, new Set())
  if (refused !== null) return refused
  for (const chat of company.chats.at(now, knobs.deleted_chats === 'readable')) {
    if (chat.isHollow) continue
    for (const message of company.chats.messagesOf(chat)) {
      const found = pick(message)
      if (found !== undefined) return { chat, message, found }
    }
  }
  return noFile()
}

export const complianceFile: Handler = (call) => {
  const place = lookFor(call, ({ files }) => files?.find(({ id }) => id === call.path.file_id))
  if (!('found' in place)) return place
  const { chat, message, found } = place
  return answer({ ...found, message_ids: [message.id], claude_chat_ids: [chat.plan.id] })
}

export const complianceGeneratedFile: Handler = (call) => {
  const place = lookFor(call, (message) => message.generated_files?.find(({ id }) => id === call.path.file_id))
  if (!('found' in place)) return place
  const { id, ...about } = place.found
  return answer({ id, claude_chat_id: place.chat.plan.id, ...about, created_at: null })
}

const artifactIn = (call: Call) =>
  lookFor(call, ({ artifacts }) => artifacts?.find(({ version_id: version }) => version === call.path.version_id))
const contentOf = ({ title }: { title: string | null }) => `# ${title ?? 'Untitled'}\n`

export const complianceArtifact: Handler = (call) => {
  const place = artifactIn(call)
  if (!('found' in place)) return place
  const { chat, message, found } = place
  const content = contentOf(found)
  return answer({
    ...found,
    claude_chat_id: chat.plan.id,
    created_at: message.created_at,
    md5: hashOf(0, content).toString(16).padStart(32, '0'),
    size_bytes: new TextEncoder().encode(content).length,
  })
}

export const complianceArtifactContent: Handler = (call) => {
  const place = artifactIn(call)
  return 'found' in place ? answer({ ...place.found, content: contentOf(place.found) }) : place
}
