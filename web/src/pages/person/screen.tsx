// One person's screen: how they stand in the directory, when they work, what they did, which keys they made.
import { useQuery } from '@tanstack/react-query'
import type { PersonAnswer } from '../../../../worker/http/schemas/people.ts'
import { ApiError } from '../../api/client.ts'
import { resolveRange } from '../../date-range.ts'
import { Failed, Stale } from '../../figures/failed.tsx'
import { FiguresSkeleton } from '../../figures/page-skeleton.tsx'
import { useNamedPage } from '../../shell/crumb.ts'
import { useMay } from '../../shell/may.ts'
import { day } from '../../time.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { DateRange } from '../../ui/date-range.tsx'
import { Empty, Note } from '../../ui/feedback.tsx'
import { Hash } from '../../ui/hash.tsx'
import { Avatar, Badge } from '../../ui/marks.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Waiting } from '../../ui/skeleton.tsx'
import { nameOf, roleOf, stateTones, stateWords } from '../people/words.ts'
import { Days } from './days.tsx'
import { Keys } from './keys.tsx'
import { Latest } from './latest.tsx'
import { Nobody, NobodyYet } from './nobody.tsx'
import { ownQuery, personQuery } from './queries.ts'
import type { PersonSearch } from './search.ts'
import { PersonStats } from './stats.tsx'
import { When } from './when.tsx'

const statLabels = ['Active days', 'Events', 'Code sessions', 'Code cost', 'Active keys']

interface PersonScreenProps {
  /** Null is oneself, whom the API finds by the address of the sign-in. */
  subject: string | null
  search: PersonSearch
  set: (next: Partial<PersonSearch>) => void
}

/** Everything known of one person in some days; what the role does not open is left out, and led to by no link. */
export function PersonScreen({ subject, search, set }: PersonScreenProps) {
  const range = resolveRange(search.r ?? '28d')
  const query = useQuery(subject === null ? ownQuery(range) : personQuery(subject, range))
  const [seesActivity, seesLedger] = [useMay('read:activity'), useMay('read:ledger')]
  const answer = query.data
  useNamedPage(answer ? nameOf(answer.person) : null)
  if (query.error instanceof ApiError && query.error.status === 404)
    return subject === null ? <NobodyYet /> : <Nobody />
  return (
    <>
      <PageHead
        title={answer ? nameOf(answer.person) : subject === null ? 'You' : 'Person'}
        before={<Avatar name={answer ? nameOf(answer.person) : ' '} large />}
        actions={
          <>
            <DateRange value={search.r ?? '28d'} onChange={(r) => set({ r: r === '28d' ? undefined : r })} />
            {answer?.person.seq == null || !seesLedger ? null : (
              <ButtonLink size="sm" to="/ledger" search={{ record: answer.person.seq }}>
                Directory record
              </ButtonLink>
            )}
          </>
        }
      >
        {answer ? <Standing person={answer.person} /> : ' '}
      </PageHead>
      {query.isError && answer ? (
        <Stale error={query.error} at={query.dataUpdatedAt} onRetry={() => void query.refetch()} />
      ) : null}
      {query.isError && !answer ? (
        <Failed
          error={query.error}
          what={subject === null ? 'Your page' : 'This person'}
          onRetry={() => void query.refetch()}
        />
      ) : (
        <Waiting waiting={answer === undefined} skeleton={<FiguresSkeleton labels={statLabels} />}>
          {() =>
            answer ? (
              <>
                {answer.person.name || answer.person.email ? null : <Unnamed />}
                <PersonStats answer={answer} r={search.r} />
                {isIdle(answer) ? (
                  <Idle answer={answer} onLonger={search.r === '90d' ? undefined : () => set({ r: '90d' })} />
                ) : (
                  <Days
                    answer={answer}
                    of={search.of ?? (answer.person.activities > 0 ? 'events' : 'sessions')}
                    onOf={(of) => set({ of })}
                    view={search.view ?? 'chart'}
                    onView={(view) => set({ view: view === 'chart' ? undefined : view })}
                  />
                )}
                <div className={seesActivity ? 'grid21 section' : 'section'}>
                  {seesActivity ? <Latest subject={answer.person.subject} range={range} r={search.r} /> : null}
                  <When answer={answer} hours={search.hours} onHours={(hours) => set({ hours })} />
                </div>
                <div className="section">
                  <Keys keys={answer.keys} />
                </div>
              </>
            ) : null
          }
        </Waiting>
      )}
    </>
  )
}

const isIdle = ({ person }: PersonAnswer): boolean => person.activities === 0 && person.code_sessions === 0

function Standing({ person }: { person: PersonAnswer['person'] }) {
  return (
    <span className="row wrap">
      <Badge tone={stateTones[person.state]}>{stateWords[person.state]}</Badge>
      {person.role === null ? null : <span>{roleOf(person)}</span>}
      {person.added_at === null ? null : <span className="dim">since {day(Date.parse(person.added_at))}</span>}
      {person.name && person.email ? <span className="break-all">{person.email}</span> : null}
      <Hash value={person.subject} what="subject" />
    </span>
  )
}

/** The name was erased or was never known: the records stay, and say what they said before. */
function Unnamed() {
  return (
    <div className="mb-6">
      <Note title="Nobody is named here.">
        The name was erased or never reported. What this subject did stays in the ledger and can still be checked.
      </Note>
    </div>
  )
}

function Idle({ answer, onLonger }: { answer: PersonAnswer; onLonger: (() => void) | undefined }) {
  return (
    <div className="section">
      <Empty
        icon="calendar"
        title="No activity in these days"
        action={onLonger ? <Button onClick={onLonger}>Show 90 days</Button> : undefined}
      >
        {answer.person.last_active
          ? `The last sign of this person is of ${day(Date.parse(answer.person.last_active))}.`
          : 'There is no sign of this person in any day that was read.'}
      </Empty>
    </div>
  )
}
