// Cells that the group tables of Usage and Costs share: the name with its colour, the share, the direction.
import { percent } from '../format.ts'
import { Share } from '../ui/amount.tsx'
import { SeriesKey } from '../ui/charts/legend.tsx'
import type { Paint } from '../ui/charts/paint.ts'
import { Sparkline } from '../ui/sparkline.tsx'
import { sevenDaySums } from './ratio.ts'

/** Colour and name. Models and keys are compared letter by letter, so they are mono. */
export function GroupCell({ label, paint, mono }: { label: string; paint: Paint | undefined; mono: boolean }) {
  return (
    <span className="row">
      {paint ? <SeriesKey paint={paint} /> : null}
      <span className={mono ? 'mono strong wrap-anywhere' : 'strong wrap-anywhere'}>{label}</span>
    </span>
  )
}

/** A bar in the row and its number; the full bar is the largest share. */
export function ShareCell({ share, of }: { share: number | null; of: number }) {
  return <Share share={share} of={of} words={percent(share)} />
}

/** Seven-day sums of the closed days; nothing where there are too few. */
export function TrendCell({ series, closed }: { series: readonly string[]; closed: number }) {
  const points = sevenDaySums(series, closed)
  return points.length > 1 ? <Sparkline points={points} width={80} height={20} /> : null
}
