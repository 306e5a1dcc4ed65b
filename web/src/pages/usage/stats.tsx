// The four sums of the Usage page, each with how it stands against the days before.
import type { UsageAnswer } from '../../../../worker/http/schemas/usage.ts'
import { Change, points } from '../../figures/change.tsx'
import { type Comparison, versusDates } from '../../figures/days.ts'
import { addSeries, sevenDaySums } from '../../figures/ratio.ts'
import { atLeast, count, money, percent, plural, tokens } from '../../format.ts'
import { Stat, Stats } from '../../ui/stat.tsx'
import { type VendorId, vendorNames } from '../../ui/vendors.ts'
import type { UsageSearch } from './ask.ts'
import { aloneWithRequests, cachedShare, isUnknown } from './sums.ts'

type Sums = UsageAnswer['totals']

interface UsageStatsProps {
  answer: UsageAnswer
  comparison: Comparison | null
  /** The closed days and those they are compared with; undefined while read, null when not readable. */
  compared: readonly [now: Sums, then: Sums] | undefined | null
  closed: number
  search: UsageSearch
}

export const usageStatLabels = ['Tokens', 'Requests', 'Read from cache', 'Cost'] as const

/** Tokens, requests (output where no vendor counts requests), cache, cost. */
export function UsageStats({ answer, comparison, compared, closed, search }: UsageStatsProps) {
  const { totals, groups } = answer
  const pair = (part: (sums: Sums) => string) => compared && ([part(compared[0]), part(compared[1])] as const)
  const unpriced = totals.estimate.rows_without_price
  const cached = compared && points(cachedShare(compared[0].tokens), cachedShare(compared[1].tokens))
  const rows = { to: '/usage', search: { ...search, rows: '1' }, resetScroll: false } as const
  return (
    <Stats columns={4}>
      <Stat
        label="Tokens"
        value={tokens(BigInt(totals.tokens.total))}
        spark={sevenDaySums(addSeries(groups.map((group) => group.series)), closed)}
        why={<Change comparison={comparison} sums={pair((sums) => sums.tokens.total)} />}
        link={rows}
      />
      {totals.requests === null ? (
        <Stat
          label="Output"
          value={tokens(BigInt(totals.tokens.output))}
          why={<Change comparison={comparison} sums={pair((sums) => sums.tokens.output)} />}
          link={rows}
        />
      ) : (
        <Stat
          label="Requests"
          value={count(BigInt(totals.requests))}
          why={
            <Change
              comparison={comparison}
              sums={pair((sums) => sums.requests ?? '0')}
              because={onlyWords(aloneWithRequests(groups))}
            />
          }
          link={rows}
        />
      )}
      <Stat
        label="Read from cache"
        value={percent(cachedShare(totals.tokens))}
        why={
          comparison && cached ? (
            <span title={versusDates(comparison)}>
              <b>{cached}</b>, share of all input tokens
            </span>
          ) : (
            'of all input tokens'
          )
        }
        link={rows}
      />
      <Stat
        label="Cost"
        provenance="estimate"
        value={isUnknown(totals) ? null : atLeast(money(totals.estimate.nano), unpriced > 0)}
        why={unpriced > 0 ? `${plural(unpriced, 'row')} without a price` : searchesWords(totals.web_searches)}
        link={{ to: '/usage', search: { ...search, show: 'cost' }, resetScroll: false }}
      />
    </Stats>
  )
}

/** `only OpenAI counts them`. */
function onlyWords(vendors: readonly VendorId[]): string | null {
  return vendors.length === 0 ? null : `only ${vendors.map((one) => vendorNames[one]).join(' and ')} counts them`
}

function searchesWords(searches: string): string {
  const some = BigInt(searches)
  return some === 0n ? 'every row has a price' : `with ${plural(some, 'web search', 'web searches')}`
}
