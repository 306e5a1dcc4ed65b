// Why more than before: the closed days of the range against the days they are compared with, group by group.
import { useQuery } from '@tanstack/react-query'
import { type Comparison, versusDates, versusWords } from '../../figures/days.ts'
import { Failed } from '../../figures/failed.tsx'
import { money } from '../../format.ts'
import { Steps } from '../../ui/charts/steps.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Panel } from '../../ui/page.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import { Skeleton, SkeletonRows } from '../../ui/skeleton.tsx'
import { askOf, type CostSearch } from './ask.ts'
import { movedGroups } from './moved.ts'
import { costsQuery } from './queries.ts'
import { withWords } from './words.ts'

/** The steps add up to the difference of the two sums exactly. */
export function WhyMore({ comparison, search }: { comparison: Comparison; search: CostSearch }) {
  const now = useQuery(costsQuery(askOf(search, comparison.now)))
  const earlier = useQuery(costsQuery(askOf(search, comparison.earlier)))
  const failed = now.error ?? earlier.error
  if (failed) {
    const again = () => void Promise.all([now.refetch(), earlier.refetch()])
    return (
      <Panel title="Why more or less than before?">
        <Failed error={failed} what="The comparison" onRetry={again} />
      </Panel>
    )
  }
  if (!now.data || !earlier.data) {
    return (
      <Panel title={<Skeleton width={240} height={16} />}>
        <SkeletonRows rows={5} />
      </Panel>
    )
  }
  const by = search.by ?? 'workspace'
  const moved = movedGroups(withWords(by, now.data.groups), withWords(by, earlier.data.groups))
  const difference = BigInt(now.data.totals.billed) - BigInt(earlier.data.totals.billed)
  const size = money(difference < 0n ? -difference : difference)
  const title = difference === 0n ? 'As much as before' : `Why ${size} ${difference > 0n ? 'more' : 'less'}?`
  return (
    <Panel
      title={title}
      mark={<Provenance kind="billed" />}
      sub={<span title={versusDates(comparison)}>Closed days only, {versusWords(comparison)}.</span>}
    >
      {earlier.data.totals.records === 0 ? (
        <Empty title="No bill in the days before">There is nothing to compare with.</Empty>
      ) : (
        <Steps
          name={title}
          totalWords="Difference, to the cent"
          steps={moved.map((step) => ({
            label: step.label,
            ...(step.before === null ? {} : { words: `${money(step.before)} before` }),
            nano: step.nano,
            ...(step.id === null
              ? {}
              : { link: { to: '/costs', search: { ...search, of: step.id, rows: undefined }, resetScroll: false } }),
          }))}
        />
      )}
    </Panel>
  )
}
