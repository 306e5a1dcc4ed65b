// The filter bar of the chats: when, whose, which model, which words, what became of them.
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useRef } from 'react'
import type { ChatList } from '../../../../worker/http/schemas/content.ts'
import { presetNames, rangePresets, resolveRange } from '../../date-range.ts'
import { ButtonLink, IconButton } from '../../ui/button.tsx'
import { CsvLink } from '../../ui/csv-link.tsx'
import { DateRange } from '../../ui/date-range.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { FilterMenu } from '../../ui/filter-menu.tsx'
import { Icon } from '../../ui/icon.tsx'
import { peopleQuery } from '../people/queries.ts'
import { nameOf } from '../people/words.ts'
import { askOf, type ContentSearch, exportSearch, type SetSearch, shows } from './search.ts'

interface Props {
  search: ContentSearch
  set: SetSearch
  first: ChatList | undefined
  listed: ChatList['chats']
  /** Nothing more is to be fetched. */
  whole: boolean
}

const showWords: Record<(typeof shows)[number], string> = {
  held: 'on hold',
  deleted: 'deleted at the vendor',
  erased: 'erased in part or whole',
}

export function ContentFilters({ search, set, first, listed, whole }: Props) {
  const { r, who, llm, show } = search
  const people = useQuery(peopleQuery({ ...resolveRange('90d'), state: undefined, q: undefined })).data?.people ?? []
  // Who is filtered by may have left the list of the last 90 days.
  const known = people.some(({ subject }) => subject === who)
  return (
    <FilterBar
      end={
        <>
          <CsvLink path="/api/content/chats.csv" query={askOf(search)} />
          <ButtonLink size="sm" icon="exports" to="/exports" search={exportSearch(search, listed, whole)}>
            Export for review
          </ButtonLink>
        </>
      }
    >
      <When r={r} set={set} />
      <FilterMenu
        label="Person"
        all="anyone"
        single
        value={who ? [who] : []}
        options={[
          ...people.map((person) => ({ value: person.subject, label: nameOf(person) })),
          ...(who !== undefined && !known ? [{ value: who, label: 'one person' }] : []),
        ]}
        onChange={([subject]) => set({ who: subject })}
      />
      <FilterMenu
        label="Model"
        all="any"
        single
        value={llm ? [llm] : []}
        options={[...new Set([...(first?.models ?? []), ...(llm ? [llm] : [])])].map((value) => ({
          value,
          label: value,
        }))}
        onChange={([value]) => set({ llm: value })}
      />
      <FilterMenu
        label="Show"
        single
        value={show ? [show] : []}
        options={shows.map((value) => ({ value, label: showWords[value] }))}
        onChange={([value]) => set({ show: shows.find((one) => one === value) })}
      />
      <Words key={search.q ?? ''} q={search.q} set={set} />
    </FilterBar>
  )
}

/** Any time until days are chosen; then the control of every other page. */
function When({ r, set }: { r: string | undefined; set: SetSearch }) {
  if (r === undefined) {
    return (
      <FilterMenu
        label="When"
        all="any time"
        single
        value={[]}
        options={rangePresets.map((value) => ({ value, label: presetNames[value] }))}
        onChange={([value]) => set({ r: value })}
      />
    )
  }
  return (
    <>
      <DateRange value={r} onChange={(next) => set({ r: next })} />
      <IconButton icon="close" name="Any time" onClick={() => set({ r: undefined })} />
    </>
  )
}

/** Whole words that stand in one message together; asked on Enter, because each question goes through an index. */
function Words({ q, set }: { q: string | undefined; set: SetSearch }) {
  const field = useRef<HTMLInputElement>(null)
  const ask = (event: FormEvent) => {
    event.preventDefault()
    const typed = field.current?.value.trim() ?? ''
    set({ q: typed === '' ? undefined : typed })
  }
  return (
    <form className={`chip words ${q ? 'on' : ''}`} onSubmit={ask}>
      <Icon name="search" size={14} />
      <input
        ref={field}
        // The frame’s key / goes to it by this type.
        type="search"
        enterKeyHint="search"
        aria-label="Words in the text"
        placeholder="Words in the text"
        title="Whole words; Enter searches"
        maxLength={200}
        defaultValue={q ?? ''}
      />
      {q ? (
        <button type="button" className="x" aria-label="Remove filter Words" onClick={() => set({ q: undefined })}>
          <Icon name="close" size={12} />
        </button>
      ) : null}
    </form>
  )
}
