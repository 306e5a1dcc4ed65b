// The menus of the rail: other organizations, theme, density, keys, sign out. Fetched with the first press.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { DropdownMenu } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { api } from '../api/client.ts'
import { setDensity, setSingleKeys, setTheme, usePreferences } from '../prefs/theme.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Avatar } from '../ui/marks.tsx'
import { meQuery } from './queries.ts'

interface Props {
  kind: 'tenant' | 'person'
  className: string
  children: ReactNode
}

/** The button with its menu, open from the start because the press that fetched it meant to open it. */
export default function AccountMenu({ kind, className, children }: Props) {
  const [open, setOpen] = useState(true)
  return (
    <DropdownMenu.Root open={open} onOpenChange={setOpen} modal={false}>
      <DropdownMenu.Trigger asChild>
        <button type="button" className={className}>
          {children}
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="float" align="start" sideOffset={4} collisionPadding={8}>
          {kind === 'tenant' ? <Tenants /> : <Person />}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function Item({
  icon,
  checked,
  onSelect,
  children,
}: {
  icon?: IconName
  checked?: boolean
  onSelect: () => void
  children: ReactNode
}) {
  return (
    <DropdownMenu.Item className="item" onSelect={onSelect}>
      {icon ? <Icon name={icon} size={14} /> : null}
      <span className="grow">{children}</span>
      {checked ? <Icon name="check" size={14} /> : null}
    </DropdownMenu.Item>
  )
}

function Tenants() {
  const me = useQuery(meQuery).data
  const client = useQueryClient()
  const navigate = useNavigate()
  async function choose(id: string) {
    await api.post('/api/me/tenant', { tenant_id: id })
    // Everything on the screen belonged to the other organization.
    client.clear()
    await navigate({ to: '/' })
  }
  return (
    <>
      {me?.tenants.map((tenant) => (
        <DropdownMenu.Item key={tenant.id} className="item" onSelect={() => void choose(tenant.id)}>
          <Avatar name={tenant.name} />
          <span className="grow">
            {tenant.name}
            <span className="sub2">{tenant.region.toUpperCase()}</span>
          </span>
          {tenant.id === me.tenant?.id ? <Icon name="check" size={14} /> : null}
        </DropdownMenu.Item>
      ))}
      <DropdownMenu.Separator className="sep" />
      <Item icon="settings" onSelect={() => void navigate({ to: '/settings' })}>
        Organization settings
      </Item>
    </>
  )
}

function Person() {
  const { theme, density, singleKeys } = usePreferences()
  async function signOut() {
    await api.post('/api/auth/sign-out', {})
    location.assign('/sign-in')
  }
  return (
    <>
      <div className="group">Theme</div>
      {(['system', 'light', 'dark'] as const).map((one) => (
        <Item key={one} checked={theme === one} onSelect={() => setTheme(one)}>
          {{ system: 'As the system', light: 'Light', dark: 'Dark' }[one]}
        </Item>
      ))}
      <div className="group">Rows</div>
      <Item checked={density === 'normal'} onSelect={() => setDensity('normal')}>
        Normal
      </Item>
      <Item checked={density === 'compact'} onSelect={() => setDensity('compact')}>
        Compact
      </Item>
      <DropdownMenu.Separator className="sep" />
      <Item checked={singleKeys} onSelect={() => setSingleKeys(!singleKeys)}>
        Single-key shortcuts
      </Item>
      <DropdownMenu.Separator className="sep" />
      <Item onSelect={() => void signOut()}>Sign out</Item>
    </>
  )
}
