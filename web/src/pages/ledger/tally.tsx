// The tally over time: our half with its notches, and the public half as far as blocks attest it; the rest of that one waits.
import { useQuery } from '@tanstack/react-query'
import type { LedgerHead } from '../../../../worker/http/schemas/ledger.ts'
import { Failed } from '../../figures/failed.tsx'
import { plural } from '../../format.ts'
import { chainName } from '../../records/anchor-words.ts'
import { useReach } from '../../records/proof-of.ts'
import { anchoredUntil, type Reach } from '../../records/reach.ts'
import { moment } from '../../time.ts'
import { Panel } from '../../ui/page.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Stick, StickTimes } from '../../ui/stick.tsx'
import { tallyQuery } from './queries.ts'
import type { SetSearch, Span } from './search.ts'
import { cutsOf, spanOf, timesOf } from './tally.ts'

const words: readonly { value: Span; label: string }[] = [
  { value: '1h', label: '1 h' },
  { value: '24h', label: '24 h' },
  { value: '30d', label: '30 days' },
  { value: 'all', label: 'All' },
]

interface Props {
  head: LedgerHead
  span: Span
  set: SetSearch
}

export function Tally({ head, span, set }: Props) {
  const query = useQuery(tallyQuery)
  const reach = useReach()
  const until = anchoredUntil(reach)
  const chain = reach.anchored ? chainName(reach.anchored) : 'its first block'
  const time = spanOf(span, head.first_at, Math.max(Date.now(), query.dataUpdatedAt))
  const cuts = query.data ? cutsOf(query.data.checkpoints, time) : []
  const records = query.data?.records.map((record) => Date.parse(record.ingested_at)) ?? []
  return (
    <Panel
      title="The tally"
      section
      bare
      mark={
        <Segments
          label="Time"
          value={span}
          onChange={(next) => set({ span: next === '24h' ? undefined : next })}
          options={words}
        />
      }
      end={
        <div className="legend p4">
          <span>
            <i className="key tally-foil" />
            Ours
          </span>
          <span>
            <i className="key tally-stock" />
            Public
          </span>
          <span>
            <i className="key tally-wait" />
            waits for {chain}
          </span>
        </div>
      }
    >
      {query.isError ? (
        <Failed error={query.error} what="The tally" onRetry={() => void query.refetch()} />
      ) : (
        <div className="tally">
          <div className="halves p4">
            <span>
              <b>Foil</b>
              <span className="tiny dim block">kept here</span>
            </span>
            <span>
              <b>Stock</b>
              <span className="tiny dim block">{until === null ? 'not anchored yet' : keptBy(reach)}</span>
            </span>
          </div>
          <div className="grow">
            {query.data ? (
              <Stick
                {...time}
                height={84}
                cuts={cuts}
                records={records}
                anchoredUntil={until}
                label={`${plural(cuts.length, 'checkpoint')} drawn; ${until === null ? 'the public half is not there yet, because nothing is anchored' : `the public half reaches ${moment(until)}, where blocks of ${chain} attest it`}.`}
              />
            ) : (
              <Skeleton height={84} />
            )}
            <StickTimes words={timesOf(time)} />
          </div>
        </div>
      )}
    </Panel>
  )
}

/** A chain that this machine plays is nobody's keeping. */
const keptBy = ({ anchored }: Reach): string =>
  anchored?.network === 'regtest' ? 'local test chain' : 'kept by the world'
