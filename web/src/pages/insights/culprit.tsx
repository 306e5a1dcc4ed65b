// The fourteen days around a finding: of what made it, or of the whole where nothing alone did.
import { useNavigate } from '@tanstack/react-router'
import type { Finding } from '../../../../worker/http/schemas/insights.ts'
import { axisMoney, dollars, money } from '../../format.ts'
import { scopeKind } from '../../insights/scope-words.ts'
import { day } from '../../time.ts'
import type { BarPoint } from '../../ui/charts/bar-point.ts'
import { BarsPanel } from '../../ui/charts/chart-panel.tsx'
import { otherPaint, vendorPaint } from '../../ui/charts/paint.ts'
import type { InsightsSearch, SetSearch } from './ask.ts'

interface CulpritProps {
  finding: Finding
  search: InsightsSearch
  set: SetSearch
}

/** Opening a bar opens the usage of that day. */
export function Culprit({ finding, search, set }: CulpritProps) {
  const navigate = useNavigate()
  const { series, culprit, scope, date } = finding
  const of = culprit ?? scope
  const paint = of.vendor ? vendorPaint(of.vendor) : { fill: 'var(--c7)' }
  const points: BarPoint[] = series.days.map(({ day: date, nano }) => ({
    key: date,
    label: day(date, { year: false }),
    title: day(date, { year: false, weekday: true }),
    values: [dollars(nano)],
    words: [money(nano)],
    total: money(nano),
  }))
  const filter =
    of.by === 'key' || of.by === 'model' || of.by === 'workspace' || of.by === 'person'
      ? { [of.by]: [of.value === '' ? '-' : of.value] }
      : {}
  const vendor = of.vendor === 'anthropic' || of.vendor === 'openai' ? of.vendor : undefined
  const found = points.find(({ key }) => key === date)
  const one = `${of.by === 'tenant' ? 'All spend' : `Same ${scopeKind(of)}`}, ${points.length} days`
  return (
    <BarsPanel
      title={one}
      view={search.view ?? 'chart'}
      onView={(next) => set({ view: next === 'chart' ? undefined : next })}
      series={[{ id: 'culprit', label: series.label, paint: paint ?? otherPaint }]}
      points={points}
      axis={axisMoney}
      height={120}
      text={`Cost of ${series.label} per day${found ? `: ${found.total} on ${found.title}` : ''}.`}
      onOpen={(key) =>
        void navigate({ to: '/usage', search: { ...filter, vendor, r: `${key}..${key}`, show: 'cost', rows: '1' } })
      }
      marks={found ? [{ key: date, words: found.total, tone: 'bad' }] : []}
    />
  )
}
