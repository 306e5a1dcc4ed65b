// The manifest inside an RSMF file: who took part, in which conversation, what was said. RSMF 2.0.0.
import type { DocumentChat, DocumentMessage } from './input.ts'
import { tombstoneWords } from './tombstone.ts'
import { chatTitle, personWords } from './transcript.ts'

export const RSMF_VERSION = '2.0.0'
/** Participants of a manifest. */
const PERSON = 'P1'
const MODEL = 'P2'
const SYSTEM = 'P3'
const CONVERSATION = 'C1'

type Custom = { name: string; value: string }
type Participant = { id: string; display: string; email?: string; account_id?: string }
type Event = {
  type: 'message'
  id: string
  parent?: string
  body: string
  participant: string
  conversation: string
  timestamp: string
  deleted: boolean
  direction: 'incoming' | 'outgoing'
  custom: Custom[]
}

export type RsmfManifest = {
  version: string
  eventcollectionid: string
  participants: Participant[]
  conversations: {
    id: string
    platform: string
    display: string
    type: 'direct'
    custodian: string
    participants: string[]
    custom: Custom[]
  }[]
  events: Event[]
}

/** Values must not be empty: what is not known is left out. */
const custom = (values: Readonly<Record<string, string | undefined>>): Custom[] =>
  Object.entries(values).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [{ name, value }]))

function eventOf(message: DocumentMessage): Event {
  const { id, seq, leaf, role, at, text, sha256, marks } = message
  const { title, body } = tombstoneWords(message)
  return {
    type: 'message',
    id,
    body: (text ?? `${title} ${body}`).toWellFormed(),
    participant: role === 'user' ? PERSON : role === 'assistant' ? MODEL : SYSTEM,
    conversation: CONVERSATION,
    timestamp: new Date(at).toISOString(),
    deleted: text === null,
    direction: role === 'user' ? 'outgoing' : 'incoming',
    custom: custom({
      'Message ID': id,
      'Ledger sequence': String(seq),
      'Leaf hash': leaf,
      'SHA-256 of the text': sha256,
      Masked: marks?.map(({ kind, count }) => `${kind} ${count}`).join(', '),
    }),
  }
}

/** Manifest of some messages of one chat, in the order given. `collection` ties the slices of a chat together. */
export function manifestOf(chat: DocumentChat, messages: readonly DocumentMessage[], collection: string): RsmfManifest {
  const { person, model, platform, deletedAt } = chat
  const participants: Participant[] = [
    {
      id: PERSON,
      display: person.name ?? personWords(person),
      account_id: person.subject,
      ...(person.email !== undefined && { email: person.email }),
    },
    { id: MODEL, display: model },
    ...(messages.some(({ role }) => role === 'system') ? [{ id: SYSTEM, display: 'system' }] : []),
  ]
  return {
    version: RSMF_VERSION,
    eventcollectionid: collection,
    participants,
    conversations: [
      {
        id: CONVERSATION,
        platform,
        display: chatTitle(chat).toWellFormed(),
        type: 'direct',
        custodian: PERSON,
        participants: participants.map(({ id }) => id),
        custom: custom({ 'Chat ID': chat.id, Model: model, 'Deleted at the vendor': deletedAt }),
      },
    ],
    events: messages.map(eventOf),
  }
}
