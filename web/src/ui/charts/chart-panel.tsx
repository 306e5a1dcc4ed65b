// A chart as a part of a page: title, how we know it, legend, and the switch to the same numbers as a table. Key `t`.
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useKeys } from '../../prefs/keys.ts'
import { Panel } from '../page.tsx'
import { Provenance, type ProvenanceKind } from '../provenance.tsx'
import { ChartOrTable, type ChartView } from '../segments.tsx'
import { Legend, type LegendItem } from './legend.tsx'
import { type BarsProps, StackedBars } from './stacked-bars.tsx'

interface ChartPanelProps {
  title: ReactNode
  provenance?: ProvenanceKind
  legend: readonly LegendItem[]
  /** Segments before the legend: Tokens · Requests · Cost. */
  head?: ReactNode
  /** Under the chart: what days mean. */
  foot?: ReactNode
  /** From the URL, with `onView`; without them the panel remembers for itself. */
  view?: ChartView
  onView?: (view: ChartView) => void
  section?: boolean
  bare?: boolean
  chart: ReactNode
  table: ReactNode
}

/** Head, legend, chart or table. */
export function ChartPanel({
  title,
  provenance,
  legend,
  head,
  foot,
  view,
  onView,
  section = false,
  bare = false,
  chart,
  table,
}: ChartPanelProps) {
  const [own, setOwn] = useState<ChartView>('chart')
  const shown = view ?? own
  const show = onView ?? setOwn
  useKeys({ t: () => show(shown === 'chart' ? 'table' : 'chart') })
  const end = (
    <>
      <Legend items={legend} />
      <ChartOrTable value={shown} onChange={show} />
    </>
  )
  return (
    <Panel
      title={title}
      mark={provenance ? <Provenance kind={provenance} /> : null}
      end={end}
      section={section}
      bare={bare}
    >
      {head ? <div className="row wrap mb-2">{head}</div> : null}
      {shown === 'chart' ? chart : table}
      {foot ? <p className="tiny dim mt-1">{foot}</p> : null}
    </Panel>
  )
}

interface BarsPanelProps extends BarsProps, Omit<ChartPanelProps, 'chart' | 'table' | 'legend'> {
  /** After the series in the legend: `{ label: 'day not closed', shape: 'hatch' }`. */
  more?: readonly LegendItem[]
}

/** Stacked bars with all that belongs to them. */
export function BarsPanel({ more = [], points, series, ...rest }: BarsPanelProps) {
  const legend: LegendItem[] = [...series.map((one) => ({ label: one.label, paint: one.paint })), ...more]
  return (
    <ChartPanel
      {...rest}
      legend={legend}
      chart={<StackedBars {...rest} points={points} series={series} />}
      table={<BarsTable points={points} series={series} text={rest.text} tickWord={rest.tickWord} />}
    />
  )
}

/** Bars for what was billed and a tick for the estimate: give each point its `tick`. */
export function BarWithTick({ more = [], ...rest }: BarsPanelProps) {
  const legend: LegendItem[] = [
    { label: 'estimate', shape: 'line' },
    { label: 'not billed yet', shape: 'hatch' },
  ]
  return <BarsPanel tickWord="estimate" {...rest} more={[...legend, ...more]} />
}

interface BarsTableProps {
  points: BarsProps['points']
  series: BarsProps['series']
  text: string
  tickWord?: string | undefined
}

function BarsTable({ points, series, text, tickWord = 'expected' }: BarsTableProps) {
  const ticks = points.some((point) => point.tick)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable.
    <section className="chart-table" tabIndex={0} aria-label="The same numbers">
      <table>
        <caption className="sr">{text}</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            {series.map((one) => (
              <th key={one.id} scope="col" className="num">
                {one.label}
              </th>
            ))}
            {ticks ? (
              <th scope="col" className="num">
                {tickWord}
              </th>
            ) : null}
            <th scope="col" className="num">
              Total
            </th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.key}>
              <td className="nowrap">
                {point.title}
                {point.open ? <span className="dim"> not closed</span> : null}
                {point.unbilled ? <span className="dim"> not billed yet</span> : null}
              </td>
              {series.map((one, index) => (
                <td key={one.id} className="num">
                  {point.words[index] ?? '–'}
                </td>
              ))}
              {ticks ? <td className="num">{point.tick?.words ?? '–'}</td> : null}
              <td className="num">{point.total}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
