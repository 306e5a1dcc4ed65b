// One chat in the list: its title, when and how long, what stands on it, and where words were found.
import { Link } from '@tanstack/react-router'
import type { ChatView } from '../../../../worker/http/schemas/content.ts'
import { Pieces } from '../../content/pieces.tsx'
import { whoName } from '../../content/who.ts'
import { dayOf } from '../../time.ts'
import { Icon } from '../../ui/icon.tsx'
import { ProofGlyph } from '../../ui/proof.tsx'
import { contentRoute } from './route.ts'
import { chatLine, isErased, untitled } from './titles.ts'

export function ChatRow({ chat, open }: { chat: ChatView; open: boolean }) {
  const { who } = contentRoute.useSearch()
  const erased = isErased(chat)
  return (
    <Link
      from="/content"
      to="/content"
      search={(old) => ({ ...old, chat: chat.id, record: undefined })}
      className={open ? 'on' : ''}
      aria-current={open ? 'true' : undefined}
      preload={false}
    >
      <span className="row between">
        <bdi className={`cut ${open ? 'font-semibold' : 'strong'} ${erased ? 'dim' : ''}`}>
          {chat.title === null ? untitled(chat) : <Pieces pieces={chat.title} />}
        </bdi>
        <Marks chat={chat} erased={erased} />
      </span>
      <span className="tiny dim block cut">
        {chatLine(chat, dayOf(Date.now()))}
        {who === undefined && chat.person ? (
          <>
            {' · '}
            <bdi>{whoName(chat.person)}</bdi>
          </>
        ) : null}
      </span>
      {chat.match ? (
        <span className="small sub match" dir="auto">
          <Pieces pieces={chat.match.pieces} />
        </span>
      ) : null}
    </Link>
  )
}

function Marks({ chat, erased }: { chat: ChatView; erased: boolean }) {
  return (
    <span className="row dim marks">
      {chat.deleted_at !== null || chat.emptied ? (
        <span title="Deleted at the vendor">
          <Icon name="close" size={12} />
          <span className="sr">Deleted at the vendor</span>
        </span>
      ) : null}
      {chat.holds.length > 0 ? (
        <span title="On hold">
          <Icon name="hold" size={14} />
          <span className="sr">On hold</span>
        </span>
      ) : null}
      {chat.erased > 0 ? (
        <span title={erased ? 'Erased' : 'Erased in part'}>
          <ProofGlyph state="erased" />
          <span className="sr">{erased ? 'Erased' : 'Erased in part'}</span>
        </span>
      ) : null}
    </span>
  )
}
