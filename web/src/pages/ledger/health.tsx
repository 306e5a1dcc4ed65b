// Whether the ledger is whole: what the last self-check found, whether its storage was rolled back, what this browser saw before, and
// which streams have gaps.
import { queryOptions, useQuery } from '@tanstack/react-query'
import type { LedgerHealth } from '../../../../worker/http/schemas/health.ts'
import type { LedgerHead } from '../../../../worker/http/schemas/ledger.ts'
import { api } from '../../api/client.ts'
import { Failed } from '../../figures/failed.tsx'
import { count, plural } from '../../format.ts'
import { moment } from '../../time.ts'
import { Checklist } from '../../ui/feedback.tsx'
import { Panel } from '../../ui/page.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import type { Memory } from '../../verify/memory.ts'
import { type HealthLine as Line, seenLine } from './seen.ts'

const healthQuery = queryOptions({
  queryKey: ['ledger', 'health'],
  queryFn: ({ signal }) => api.get<LedgerHealth>('/api/ledger/health', { signal }),
  refetchInterval: 60_000,
})

interface Props {
  head: LedgerHead
  /** What this browser checked before; null on a first visit. */
  memory: Memory | null
}

export function Health({ head, memory }: Props) {
  const query = useQuery(healthQuery)
  return (
    <div id="health">
      <Panel title="Self-check" sub="Every night the records are compared with all that was made of them.">
        {query.isError && !query.data ? (
          <Failed error={query.error} what="The self-check" onRetry={() => void query.refetch()} />
        ) : (
          <Waiting waiting={query.data === undefined} skeleton={<SkeletonRows rows={3} />}>
            {() => (query.data ? <Checklist items={linesOf(query.data, seenLine(head, memory))} /> : null)}
          </Waiting>
        )}
      </Panel>
    </div>
  )
}

function linesOf({ last_check, rollback, streams }: LedgerHealth, seen: Line): Line[] {
  return [
    ...checkLines(last_check),
    rollback.state === 'running'
      ? { state: 'ok', title: 'The storage was not rolled back behind the published checkpoint' }
      : { state: 'bad', title: 'The ledger is stopped', words: rollback.words ?? '' },
    seen,
    ...gapLines(streams),
  ]
}

function checkLines(check: LedgerHealth['last_check']): Line[] {
  if (check === null)
    return [{ state: 'wait', title: 'Not checked yet', words: 'The first self-check runs within a day.' }]
  const when = `${moment(check.at)}, ${plural(check.size, 'record')} compared`
  if (check.state === 'whole') return [{ state: 'ok', title: 'Nothing differs', words: when }]
  return check.findings.map(({ words, seq, count: times }) => ({
    state: 'bad',
    title: words,
    words: [seq === null ? null : `from record ${count(seq)}`, plural(times, 'time'), when].filter(Boolean).join(' · '),
  }))
}

function gapLines(streams: LedgerHealth['streams']): Line[] {
  const behind = streams.filter(({ gaps }) => gaps.length > 0)
  if (behind.length === 0) return [{ state: streams.length > 0 ? 'ok' : 'quiet', title: 'No stream has a gap' }]
  return behind.map(({ stream, gaps }) => ({
    state: 'part',
    title: `${stream} has a gap`,
    words: gaps.map(({ words }) => words).join(' '),
  }))
}
