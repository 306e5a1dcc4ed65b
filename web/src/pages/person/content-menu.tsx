// What an owner or admin can do with what was captured of a person: read their chats, hold them, erase them.
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { PersonAnswer } from '../../../../worker/http/schemas/people.ts'
import { EraseDialog } from '../../content/erase-dialog.tsx'
import { HoldDialog } from '../../content/hold-dialog.tsx'
import { useMay } from '../../shell/may.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/float.tsx'
import { nameOf } from '../people/words.ts'

/** Nothing for other roles. */
export function ContentMenu({ person }: Pick<PersonAnswer, 'person'>) {
  const navigate = useNavigate()
  const [asking, setAsking] = useState<'hold' | 'erase' | null>(null)
  const name = nameOf(person)
  if (!useMay('content')) return null
  return (
    <>
      <Menu
        label={`What to do with ${name}`}
        trigger={<IconButton icon="more" name="More for this person" />}
        items={[
          {
            label: 'Chats of this person',
            icon: 'content',
            onSelect: () => void navigate({ to: '/content', search: { who: person.subject } }),
          },
          { label: 'Place a hold…', icon: 'hold', onSelect: () => setAsking('hold') },
          '-',
          { label: 'Erase this person…', icon: 'stop', danger: true, onSelect: () => setAsking('erase') },
        ]}
      />
      {asking === 'hold' ? (
        <HoldDialog scope="person" target={person.subject} name={name} onClose={() => setAsking(null)} />
      ) : null}
      {asking === 'erase' ? (
        <EraseDialog scope="person" target={person.subject} name={name} onClose={() => setAsking(null)} />
      ) : null}
    </>
  )
}
