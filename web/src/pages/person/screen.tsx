// One person's screen over both vendors: how they stand there, what they used, who they are, when they work, which keys they hold.
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
import { Avatar, Badge, Vendor } from '../../ui/marks.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Waiting } from '../../ui/skeleton.tsx'
import { nameOf, roleOf, stateTones, stateWords } from '../people/words.ts'
import { ContentMenu } from './content-menu.tsx'
import { Days } from './days.tsx'
import { Identities } from './identities.tsx'
import { Keys } from './keys.tsx'
import { Latest } from './latest.tsx'
import { Nobody, NobodyYet } from './nobody.tsx'
import { ownQuery, personQuery } from './queries.ts'
import type { PersonSearch } from './search.ts'
import { SpendByVendor } from './spend-by-vendor.tsx'
import { PersonStats } from './stats.tsx'
import { ReportedTurns } from './turns.tsx'
import { When } from './when.tsx'

const statLabels = ['Spend', 'Tokens', 'Active days', 'Events', 'Code sessions']

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
            {answer ? <ContentMenu person={answer.person} /> : null}
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
                <div className="grid21 section">
                  <Identities answer={answer} r={search.r} />
                  <When
                    answer={answer}
                    hours={search.hours}
                    onHours={(hours) => set({ hours })}
                    source={search.seen}
                    onSource={(seen) => set({ seen })}
                  />
                </div>
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
                <div className={seesActivity ? 'grid2 section' : 'section'}>
                  <SpendByVendor person={answer.person} r={search.r} />
                  {seesActivity ? <Latest subject={answer.person.subject} range={range} r={search.r} /> : null}
                </div>
                <ReportedTurns subject={answer.person.subject} range={range} />
                <div className="section" id="keys">
                  <Keys keys={answer.keys} r={search.r} />
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
      {person.vendors.map((vendor) => (
        <Vendor key={vendor} id={vendor} />
      ))}
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
  const used = answer.person.spend.length > 0
  return (
    <div className="section">
      <Empty
        icon="calendar"
        title={used ? 'No events in these days' : 'No activity in these days'}
        action={onLonger ? <Button onClick={onLonger}>Show 90 days</Button> : undefined}
      >
        {used
          ? 'Vendors report use of this person, shown above, but no event and no coding session beside it.'
          : answer.person.last_active
            ? `The last sign of this person is of ${day(Date.parse(answer.person.last_active))}.`
            : 'There is no sign of this person in any day that was read.'}
      </Empty>
    </div>
  )
}
