// The command palette: pages, records by number, what can be done. Fetched with the first Ctrl/Cmd K.
import { useNavigate } from '@tanstack/react-router'
import { Command } from 'cmdk'
import { Dialog } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { count } from '../format.ts'
import { setDensity, turnTheme, usePreferences } from '../prefs/theme.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Kbd } from '../ui/marks.tsx'
import { useMay } from './may.ts'
import { usePlaces } from './use-places.ts'

interface Props {
  onClose: () => void
  onShortcuts: () => void
}

export default function Palette({ onClose, onShortcuts }: Props) {
  const [words, setWords] = useState('')
  const navigate = useNavigate()
  const { density } = usePreferences()
  const places = usePlaces()
  const opensRecords = useMay('read:activity')
  const opensBudgets = useMay('read:insights')
  const opensCosts = useMay('read:costs')
  const record = opensRecords && /^\d[\d,]{0,14}$/.test(words.trim()) ? Number(words.replaceAll(',', '')) : null
  const then = (act: () => void) => () => {
    onClose()
    act()
  }
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="dialog palette" aria-describedby={undefined}>
          <Dialog.Title className="sr">Search or jump to</Dialog.Title>
          <Command label="Search or jump to" loop>
            <Command.Input value={words} onValueChange={setWords} placeholder="A page, a record number, an action" />
            <Command.List>
              <Command.Empty>Nothing is called “{words}”</Command.Empty>
              {record === null ? null : (
                <Command.Group heading="Record">
                  <Row
                    icon="ledger"
                    value={words}
                    onSelect={then(() => void navigate({ to: '/activity', search: { record } }))}
                  >
                    Open record {count(record)}
                  </Row>
                </Command.Group>
              )}
              <Command.Group heading="Go to">
                {places.all.map((place) => (
                  <Row
                    key={place.to}
                    icon={place.icon}
                    end={
                      <>
                        <Kbd>g</Kbd>
                        <Kbd>{place.key}</Kbd>
                      </>
                    }
                    onSelect={then(() => void navigate({ to: place.to }))}
                  >
                    {place.word}
                  </Row>
                ))}
                {opensBudgets ? (
                  <Row icon="costs" onSelect={then(() => void navigate({ to: '/budgets' }))}>
                    Budgets and alerts
                  </Row>
                ) : null}
                {opensCosts ? (
                  <Row icon="costs" onSelect={then(() => void navigate({ to: '/costs/chargeback' }))}>
                    Chargeback
                  </Row>
                ) : null}
              </Command.Group>
              <Command.Group heading="Do">
                <Row
                  icon="link"
                  end={<Kbd>l</Kbd>}
                  onSelect={then(() => void navigator.clipboard.writeText(location.href))}
                >
                  Copy link to this view
                </Row>
                <Row icon="reveal" end={<Kbd>.</Kbd>} onSelect={then(turnTheme)}>
                  Light or dark
                </Row>
                <Row icon="activity" onSelect={then(() => setDensity(density === 'compact' ? 'normal' : 'compact'))}>
                  {density === 'compact' ? 'Normal rows' : 'Compact rows'}
                </Row>
                <Row icon="info" end={<Kbd>?</Kbd>} onSelect={onShortcuts}>
                  Keyboard shortcuts
                </Row>
              </Command.Group>
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

interface RowProps {
  icon: IconName
  value?: string
  end?: ReactNode
  onSelect: () => void
  children: ReactNode
}

function Row({ icon, value, end, onSelect, children }: RowProps) {
  return (
    <Command.Item {...(value === undefined ? {} : { value })} onSelect={onSelect}>
      <Icon name={icon} />
      {children}
      {end ? <span className="end">{end}</span> : null}
    </Command.Item>
  )
}
