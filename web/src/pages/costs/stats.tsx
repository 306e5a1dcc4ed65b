// The four sums of the Costs page: billed, expected, the difference, the lines behind it.
import { Fragment } from 'react'
import type { CostsAnswer } from '../../../../worker/http/schemas/costs.ts'
import { Change } from '../../figures/change.tsx'
import type { Comparison } from '../../figures/days.ts'
import { vendorOrder } from '../../figures/groups.ts'
import { addSeries, sevenDaySums } from '../../figures/ratio.ts'
import { atLeast, count, money, percent, plural } from '../../format.ts'
import { day } from '../../time.ts'
import { Stat, Stats } from '../../ui/stat.tsx'
import { type VendorId, vendorNames } from '../../ui/vendors.ts'
import { type CostSearch, inUsage } from './ask.ts'
import type { Explained } from './explain.ts'
import { billedBy, billedUntil } from './points.ts'

interface CostStatsProps {
  answer: CostsAnswer
  explained: Explained | null
  comparison: Comparison | null
  /** Billed in the closed days and in those they are compared with. */
  compared: readonly [now: string, then: string] | undefined | null
  closed: number
  search: CostSearch
}

export const costStatLabels = ['Billed', 'Expected from tokens', 'Difference', 'Bill lines'] as const

export function CostStats({ answer, explained, comparison, compared, closed, search }: CostStatsProps) {
  const { totals, groups } = answer
  const until = billedUntil(answer)
  const vendors = billedBy(groups)
  const rows = { to: '/costs', search: { ...search, rows: '1' }, resetScroll: false } as const
  const unpriced = totals.estimate?.rows_without_price ?? 0
  return (
    <Stats columns={4}>
      <Stat
        label={until ? `Billed until ${day(until, { year: false })}` : 'Billed'}
        provenance="billed"
        value={until === null ? null : money(totals.billed)}
        spark={sevenDaySums(addSeries(groups.map((group) => group.series)), closed)}
        why={vendors.size > 1 ? <VendorSums sums={vendors} /> : <Change comparison={comparison} sums={compared} />}
        link={rows}
      />
      <Stat
        label="Expected from tokens"
        provenance="estimate"
        value={expected(totals, unpriced)}
        why={expectedWords(totals.estimate, unpriced)}
        link={{ to: '/usage', search: { ...inUsage(search), show: 'cost' } }}
      />
      <Stat
        label="Difference"
        value={totals.difference === null ? null : money(totals.difference, { sign: true })}
        why={differenceWords(explained)}
      />
      <Stat label="Bill lines" value={count(totals.records)} why="each is a record of the ledger" link={rows} />
    </Stats>
  )
}

/** `Anthropic $9,950, OpenAI $4,089`: how the sum falls to the vendors. */
function VendorSums({ sums }: { sums: ReadonlyMap<VendorId, bigint> }) {
  return vendorOrder
    .filter((vendor) => sums.has(vendor))
    .map((vendor, index) => (
      <Fragment key={vendor}>
        {index > 0 ? ', ' : ''}
        {vendorNames[vendor]} <b>{money(sums.get(vendor) ?? null, { digits: 0 })}</b>
      </Fragment>
    ))
}

/** null, not zero, where no usage of these days has a price. */
function expected({ estimate, difference }: CostsAnswer['totals'], unpriced: number): string | null {
  if (estimate === null || (difference === null && estimate.nano === '0')) return null
  return atLeast(money(estimate.nano), unpriced > 0)
}

function expectedWords(estimate: CostsAnswer['totals']['estimate'], unpriced: number): string {
  if (estimate === null) return 'usage knows no such kind of line'
  return unpriced > 0 ? `${plural(unpriced, 'usage row')} without a price` : 'tokens × dated price list'
}

function differenceWords(explained: Explained | null) {
  if (explained === null) return 'nothing to compare'
  if (explained.unnamed === 0n) return 'every cent has a name'
  return (
    <>
      <b>{money(explained.unnamed)}</b> without a name
      {explained.share === null ? '' : `, ${shareWords(explained.share)} of the bill`}
    </>
  )
}

const shareWords = (share: number): string => (share < 0.0001 ? `under ${percent(0.0001, 2)}` : percent(share, 2))
