// The four things that Content shows, each with an address of its own.
import { Link } from '@tanstack/react-router'
import { WaitingCount } from '../../content/waiting-count.tsx'
import type { ContentSearch } from './search.ts'

const items: readonly { see: ContentSearch['see']; word: string }[] = [
  { see: undefined, word: 'Chats' },
  { see: 'holds', word: 'Holds' },
  { see: 'erasures', word: 'Erasures' },
  { see: 'approvals', word: 'Approvals' },
]

export function ContentTabs({ see }: Pick<ContentSearch, 'see'>) {
  return (
    <nav className="tabs" aria-label="Content">
      {items.map((one) => (
        <Link
          key={one.word}
          to="/content"
          search={one.see === undefined ? {} : { see: one.see }}
          // What is open or filtered does not change which tab is on, and the router alone would say so.
          activeOptions={{ includeSearch: true, exact: true }}
          aria-current={one.see === see ? 'page' : undefined}
        >
          {one.word}
          {one.see === 'approvals' ? <WaitingCount /> : null}
        </Link>
      ))}
    </nav>
  )
}
