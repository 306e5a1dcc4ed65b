// The bar over the page: where you are, search, shortcuts; on small screens the menu.
import { Link, useMatches } from '@tanstack/react-router'
import { IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Kbd } from '../ui/marks.tsx'
import { useCrumb } from './crumb.ts'

interface Props {
  onMenu: () => void
  onSearch: () => void
  onShortcuts: () => void
}

const mac = /Mac|iPhone|iPad/.test(navigator.userAgent)

export function TopBar({ onMenu, onSearch, onShortcuts }: Props) {
  const data = useMatches({ select: (matches) => matches.at(-1)?.staticData })
  const named = useCrumb()
  return (
    <header className="top">
      <IconButton className="menu-btn" icon="menu" name="Open menu" onClick={onMenu} />
      <nav className="crumb" aria-label="Where you are">
        {data?.above?.map(([word, to]) => (
          <span key={to} className="row">
            <Link to={to}>{word}</Link>
            <span aria-hidden="true">/</span>
          </span>
        ))}
        <b>{named ?? data?.title}</b>
      </nav>
      <button type="button" className="search" aria-keyshortcuts="Control+K Meta+K" onClick={onSearch}>
        <Icon name="search" />
        {/* Narrow windows show the icon alone: the name must not hang on the words that go. */}
        <i className="sr">Search or jump to</i>
        <span aria-hidden="true">Search or jump to…</span>
        <Kbd hidden>{mac ? '⌘ K' : 'Ctrl K'}</Kbd>
      </button>
      <button type="button" className="icon-btn" aria-label="Keyboard shortcuts" onClick={onShortcuts}>
        <Kbd>?</Kbd>
      </button>
    </header>
  )
}
