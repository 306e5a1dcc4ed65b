// The rail: whose ledger, where to go, where the ledger stands, who is here. Its edge is the stick, the page its notch.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { WaitingCount } from '../content/waiting-count.tsx'
import { OpenFindings } from '../insights/open-count.tsx'
import { Icon, Logo } from '../ui/icon.tsx'
import { Avatar } from '../ui/marks.tsx'
import type { Place } from './places.ts'
import { meQuery } from './queries.ts'
import { RailFoot } from './rail-foot.tsx'
import { roleWords } from './role-words.ts'
import { usePlaces } from './use-places.ts'

const AccountMenu = lazy(() => import('./account-menu.tsx'))

/** The rail; `onGo` is called when a link in it is followed (the menu on small screens closes then). */
export function Rail({ onGo }: { onGo?: () => void }) {
  const places = usePlaces()
  const link = (place: Place) => (
    <Link key={place.to} to={place.to} activeOptions={{ exact: place.to === '/', includeSearch: false }} onClick={onGo}>
      <Icon name={place.icon} />
      {place.word}
      {place.to === '/content' ? <WaitingCount /> : null}
      {place.to === '/insights' ? <OpenFindings /> : null}
    </Link>
  )
  return (
    <nav className="rail" aria-label="Main">
      <Link className="brand" to="/" onClick={onGo}>
        <Logo />
        Tallystick
      </Link>
      <Account />
      <div className="nav">
        {places.used.map(link)}
        <div className="sep" />
        {places.proving.map(link)}
      </div>
      <RailFoot onGo={onGo} />
      <Person />
    </nav>
  )
}

/** The organization; with more than one it opens their list. The menu's code comes with the first press. */
function Account() {
  const me = useQuery(meQuery).data
  const name = me?.tenant?.name ?? ''
  return (
    <MenuButton className="tenant" kind="tenant">
      <span className="sr">Organization: </span>
      <Avatar name={name} />
      <span className="grow cut">{name}</span>
      <Icon name="down" size={12} />
    </MenuButton>
  )
}

function Person() {
  const me = useQuery(meQuery).data
  if (!me) return null
  const name = me.user.name || me.user.email
  return (
    <MenuButton className="me" kind="person">
      <span className="sr">Your account: </span>
      <Avatar name={name} />
      <span className="stack s0">
        <span className="small cut font-medium">{name}</span>
        <span className="tiny dim">{me.role === null ? '' : roleWords[me.role]}</span>
      </span>
    </MenuButton>
  )
}

interface MenuButtonProps {
  className: string
  kind: 'tenant' | 'person'
  children: React.ReactNode
}

function MenuButton({ className, kind, children }: MenuButtonProps) {
  const [wanted, setWanted] = useState(false)
  const button = (
    <button type="button" className={className} onClick={() => setWanted(true)}>
      {children}
    </button>
  )
  if (!wanted) return button
  return (
    <Suspense fallback={button}>
      <AccountMenu kind={kind} className={className}>
        {children}
      </AccountMenu>
    </Suspense>
  )
}
