// Chats and messages on their way to records: texts, titles and addresses apart from what stands open.
import { pathSegment } from '../../place.ts'
import type { Draft } from '../../stream.ts'
import type { ContentChat } from './chat.ts'
import type { ContentMessage } from './message.ts'

/** What a walk through one chat has counted: messages with text, without any, and those of the latter that hold nothing at all. */
export type Counted = { texts: number; without: number; shells: number }

/** `counted`: over all of its messages. Emptied is a chat of which the vendor gives nothing but shells, or no text since its deletion. */
export function chatDraft(chat: ContentChat, { texts, without, shells }: Counted): Draft {
  const { chatId, title, who, organization, projectId, workspaceId, model } = chat
  const fields = { ...(title !== null && { title }), ...(who?.email !== undefined && { email: who.email }) }
  return {
    kind: 'chat',
    id: chatId,
    occurredAt: chat.createdAt,
    data: {
      organization,
      project: projectId,
      workspace: workspaceId,
      model,
      created_at: chat.createdAt,
      updated_at: chat.updatedAt,
      deleted_at: chat.deletedAt,
      emptied: texts === 0 && (chat.deletedAt !== null || (shells > 0 && shells === without)),
      messages: texts,
      without_text: without,
    },
    ...(Object.keys(fields).length > 0 && { fields }),
    ...(who !== null && { who }),
  }
}

/** A message with text; undefined without, so that an emptied shell never stands in the place of what was captured. */
export function messageDraft(message: ContentMessage): Draft | undefined {
  const { chatId, messageId, text, role, who, model, tools, attachments, truncated, thinkingRedacted } = message
  if (text === null) return undefined
  return {
    kind: 'message',
    id: `${chatId}/${messageId}`,
    occurredAt: message.createdAt,
    data: {
      chat: chatId,
      role,
      ...(tools.length > 0 && { tools: tools.length }),
      ...(attachments.length > 0 && { attachments: attachments.length }),
      ...(truncated && { truncated }),
      ...(thinkingRedacted && { thinking_redacted: true }),
    },
    // The vendor tells the chat's model only, and only the one that is selected now.
    asSeen: { model },
    content: { text, place: `${pathSegment(chatId)}/${pathSegment(messageId)}` },
    ...(who !== null && { who }),
  }
}
