// The list of chats, drawn on demand, a page at a time. Keys: j and k move, Enter opens.
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { ChatList, ChatView } from '../../../../worker/http/schemas/content.ts'
import { count, plural } from '../../format.ts'
import { useKeys } from '../../prefs/keys.ts'
import { Button } from '../../ui/button.tsx'
import { ChatRow } from './chat-row.tsx'

interface Props {
  chats: readonly ChatView[]
  first: ChatList
  open: string | undefined
  /** Fetches the next page; undefined when all are here. */
  older: (() => void) | undefined
  busy: boolean
}

/** Two lines and their padding; a row that shows where words were found is measured. */
const rowHeight = 56

export function ChatRows({ chats, first, open, older, busy }: Props) {
  const box = useRef<HTMLElement>(null)
  const rows = useVirtualizer({
    count: chats.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => chats[index]?.id ?? index,
    overscan: 8,
  })
  const items = rows.getVirtualItems()
  const last = items.at(-1)?.index ?? -1
  useEffect(() => {
    if (older && !busy && last >= chats.length - 5) older()
  }, [last, chats.length, older, busy])
  const go = (by: 1 | -1) => {
    const focused = document.activeElement?.closest('[data-chat]')?.getAttribute('data-chat') ?? open
    const at = chats.findIndex(({ id }) => id === focused)
    const next = Math.max(0, Math.min(chats.length - 1, at + by))
    rows.scrollToIndex(next)
    // The row may be drawn only after the list has moved.
    requestAnimationFrame(() => focusChat(box.current, chats[next]?.id))
  }
  useKeys({ j: () => go(1), k: () => go(-1) })
  return (
    <nav ref={box} className="chats" aria-label="Chats">
      <p className="small dim tally-line">{tallyWords(first, chats.length)}</p>
      <ul style={{ height: rows.getTotalSize() }}>
        {items.map((item) => {
          const chat = chats[item.index]
          if (chat === undefined) return null
          return (
            <li
              key={item.key}
              ref={rows.measureElement}
              data-index={item.index}
              data-chat={chat.id}
              aria-setsize={older ? -1 : chats.length}
              aria-posinset={item.index + 1}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <ChatRow chat={chat} open={chat.id === open} />
            </li>
          )
        })}
      </ul>
      {older ? (
        <Button size="sm" kind="ghost" busy={busy} onClick={older}>
          Older chats
        </Button>
      ) : null}
    </nav>
  )
}

function tallyWords({ totals, not_indexed }: ChatList, listed: number): string {
  const many =
    totals === null
      ? `${count(listed)} found`
      : `${plural(totals.chats, 'chat')}, ${plural(totals.messages, 'message')}`
  return not_indexed > 0 && totals === null ? `${many}; ${plural(not_indexed, 'message')} not searched yet` : many
}

function focusChat(box: HTMLElement | null, id: string | undefined): void {
  const rows = [...(box?.querySelectorAll<HTMLElement>('[data-chat]') ?? [])]
  rows
    .find((row) => row.dataset.chat === id)
    ?.querySelector('a')
    ?.focus()
}
