// What belongs to nobody in these days: identities that wait for a person, software, and the links made by hand.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { IdentityRow, PeopleAnswer, PersonRow, UnmappedAnswer } from '../../../../worker/http/schemas/people.ts'
import type { DayRange } from '../../date-range.ts'
import { EmptyCause } from '../../figures/empty-cause.tsx'
import { Failed, Stale } from '../../figures/failed.tsx'
import { useMay } from '../../shell/may.ts'
import { Button } from '../../ui/button.tsx'
import { Empty, Note } from '../../ui/feedback.tsx'
import { Panel } from '../../ui/page.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { Table } from '../../ui/table.tsx'
import { vendorNames } from '../../ui/vendors.ts'
import { splitUnmapped } from './identity-words.ts'
import { KeepApart } from './keep-apart.tsx'
import { LinkDialog } from './link-dialog.tsx'
import { HandLinks } from './links.tsx'
import { unmappedQuery } from './queries.ts'
import type { PeopleSearch, SetPeople } from './search.ts'
import { unmappedColumns } from './unmapped-columns.tsx'

type Suggested = IdentityRow & { suggestion?: Pick<PersonRow, 'subject'> | null }
type Linked = IdentityRow & { person: UnmappedAnswer['links'][number]['person'] }

interface Props {
  search: PeopleSearch
  range: DayRange
  /** Of the people: why nothing can be known yet. */
  freshness: PeopleAnswer['freshness'] | undefined
  set: SetPeople
}

export function Unmapped({ search, range, freshness, set }: Props) {
  const query = useQuery(unmappedQuery({ ...range, vendor: search.vendor }))
  const may = useMay('write:people')
  const [linking, setLinking] = useState<Suggested | null>(null)
  const [parting, setParting] = useState<Linked | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const asking = linking !== null || parting !== null
  useEffect(() => focusLeft(box.current, asking), [asking])
  const answer = query.data
  if (query.isError && !answer)
    return <Failed error={query.error} what="Unmapped identities" onRetry={() => void query.refetch()} />
  return (
    <div ref={box} tabIndex={-1} className="outline-none">
      {query.isError ? (
        <Stale error={query.error} at={query.dataUpdatedAt} onRetry={() => void query.refetch()} />
      ) : null}
      <Waiting waiting={answer === undefined} skeleton={<SkeletonRows rows={8} />}>
        {() =>
          answer === undefined ? null : (
            <>
              {may ? null : (
                <div className="mb-4">
                  <Note>Your role reads identities; an owner or admin links them.</Note>
                </div>
              )}
              <Waiters
                answer={answer}
                search={search}
                range={range}
                freshness={freshness}
                set={set}
                onLink={may ? setLinking : undefined}
              />
              <HandLinks links={answer.links} may={may} onLink={setLinking} onPart={setParting} />
            </>
          )
        }
      </Waiting>
      {linking ? <LinkDialog key={linking.identity} row={linking} onClose={() => setLinking(null)} /> : null}
      {parting ? (
        <KeepApart key={parting.identity} row={parting} person={parting.person} onClose={() => setParting(null)} />
      ) : null}
    </div>
  )
}

/** The row that opened a dialog may be gone with what the dialog did: then the list itself takes the focus. */
function focusLeft(box: HTMLElement | null, asking: boolean): (() => void) | undefined {
  if (asking) return
  // After the dialog has tried to give the focus back.
  const later = setTimeout(() => {
    if (document.activeElement === document.body && document.querySelector('[role=dialog]') === null)
      box?.focus({ preventScroll: true })
  }, 50)
  return () => clearTimeout(later)
}

interface WaitersProps extends Props {
  answer: UnmappedAnswer
  onLink: ((row: Suggested) => void) | undefined
}

function Waiters({ answer, search, range, freshness, set, onLink }: WaitersProps) {
  const { people, software } = useMemo(() => splitUnmapped(answer.rows), [answer.rows])
  const r = search.r ?? '28d'
  const columns = useMemo(() => unmappedColumns({ r, onLink }), [r, onLink])
  const softwareColumns = useMemo(() => unmappedColumns({ r, onLink, software: true }), [r, onLink])
  const sort = {
    sort: search.sort ?? '-spend',
    onSort: (next: string | undefined) => set({ sort: next === '-spend' ? undefined : next }),
  }
  return (
    <>
      <Panel
        title="Belong to nobody yet"
        bare
        sub="Their use is in every total while they wait for a person. Linking is a record."
      >
        {people.length > 0 ? (
          <Table name="Belong to nobody yet" columns={columns} rows={people} keyOf={(row) => row.identity} {...sort} />
        ) : (
          <NobodyWaits search={search} range={range} freshness={freshness} set={set} />
        )}
      </Panel>
      {software.length > 0 ? (
        <Panel
          title="Service accounts"
          section
          sub="Software is nobody’s person: it is never matched with anybody. A key of it that one person uses can be linked by hand."
        >
          <Table
            name="Service accounts"
            columns={softwareColumns}
            rows={software}
            keyOf={(row) => row.identity}
            {...sort}
          />
        </Panel>
      ) : null}
    </>
  )
}

/** Nobody waits because nothing is known yet, or because everything that acted has its person. */
function NobodyWaits({ search, range, freshness, set }: Props) {
  const early = freshness?.empty
  if (freshness && (early === 'not_connected' || early === 'not_readable' || early === 'backfill_running'))
    return (
      <EmptyCause
        freshness={freshness}
        what="People"
        report="member directory"
        range={range}
        onRange={(r) => set({ r })}
        onClear={() => set({ vendor: undefined })}
      />
    )
  return (
    <Empty
      icon="people"
      title={`Everything ${search.vendor ? `at ${vendorNames[search.vendor]} ` : ''}has its person`}
      action={search.vendor ? <Button onClick={() => set({ vendor: undefined })}>Show all vendors</Button> : undefined}
    >
      No user and no key that acted or used something in these days is without one.
    </Empty>
  )
}
