// What stands where stats, a chart and rows will stand, of their final size.
import { Skeleton, SkeletonRows } from '../ui/skeleton.tsx'
import { Stat, Stats } from '../ui/stat.tsx'

/** `labels` are the words of the stats, which are known before their values. */
export function FiguresSkeleton({ labels }: { labels: readonly string[] }) {
  // The kit's row of stats knows 2 to 5 of them, and so do the pages that call this.
  const columns = Math.min(5, Math.max(2, labels.length)) as 2 | 3 | 4 | 5
  return (
    <>
      <Stats columns={columns}>
        {labels.map((label) => (
          <Stat key={label} label={label} value={undefined} />
        ))}
      </Stats>
      <div className="section">
        <Skeleton height={300} />
      </div>
      <div className="section">
        <SkeletonRows rows={7} />
      </div>
    </>
  )
}
