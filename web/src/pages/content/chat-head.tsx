// The head of a transcript: title, whose, which model, how long; masked or revealed; what can be done with the chat.
import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { ChatView } from '../../../../worker/http/schemas/content.ts'
import { EraseDialog } from '../../content/erase-dialog.tsx'
import { HoldDialog } from '../../content/hold-dialog.tsx'
import { Pieces } from '../../content/pieces.tsx'
import { whoName } from '../../content/who.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/float.tsx'
import { CopyButton } from '../../ui/hash.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Vendor } from '../../ui/marks.tsx'
import { chatName, spanWords, untitled } from './titles.ts'

interface Props {
  chat: ChatView
  /** Masked or revealed. */
  reveal: ReactNode
}

export function ChatHead({ chat, reveal }: Props) {
  const navigate = useNavigate({ from: '/content' })
  const [asking, setAsking] = useState<'hold' | 'erase' | null>(null)
  const name = chatName(chat)
  const { person } = chat
  return (
    <>
      <p className="small only2 mb-2">
        <Link from="/content" to="/content" search={(old) => ({ ...old, chat: undefined, record: undefined })}>
          <span className="row">
            <span className="rotate-180">
              <Icon name="right" size={12} />
            </span>
            All chats
          </span>
        </Link>
      </p>
      <div className="chat-head">
        <div className="grow min-w-0">
          <h1 dir="auto">{chat.title === null ? untitled(chat) : <Pieces pieces={chat.title} />}</h1>
          <div className="sub counts-line">
            <Vendor id={chat.vendor}>claude.ai</Vendor>
            {person === null ? (
              <span className="dim">nobody named</span>
            ) : (
              <Link className="plain" to="/people/$personId" params={{ personId: person.subject }}>
                <bdi>{whoName(person)}</bdi>
              </Link>
            )}
            {chat.model === null ? null : <span>{chat.model}</span>}
            <span className="dim">{spanWords(chat)}</span>
          </div>
        </div>
        <div className="row acts">
          {reveal}
          <Menu
            label={`What to do with ${name}`}
            trigger={<IconButton icon="more" name="More for this chat" />}
            items={[
              { label: 'Place a hold…', icon: 'hold', onSelect: () => setAsking('hold') },
              {
                label: 'Export this chat…',
                icon: 'exports',
                onSelect: () =>
                  void navigate({ to: '/exports', search: { wish: 'new', content: 'masked', chats: [chat.id] } }),
              },
              {
                label: 'Chats of this person',
                icon: 'people',
                disabled: person === null,
                onSelect: () => void navigate({ search: { who: person?.subject } }),
              },
              '-',
              { label: 'Erase this chat…', icon: 'stop', danger: true, onSelect: () => setAsking('erase') },
            ]}
          />
        </div>
      </div>
      <p className="tiny dim row mb-3">
        Chat <span className="mono wrap-anywhere">{chat.id}</span>
        <CopyButton value={chat.id} what="chat id" />
      </p>
      {asking === 'hold' ? (
        <HoldDialog scope="chat" target={chat.id} name={`“${name}”`} onClose={() => setAsking(null)} />
      ) : null}
      {asking === 'erase' ? (
        <EraseDialog scope="chat" target={chat.id} name={name} onClose={() => setAsking(null)} />
      ) : null}
    </>
  )
}
