// The month's running total as a chart or a table.
import { useNavigate } from '@tanstack/react-router'
import type { ForecastAnswer } from '../../../../worker/http/schemas/insights.ts'
import { axisMoney, dollars, money } from '../../format.ts'
import { answerWords, monthName } from '../../insights/forecast-words.ts'
import { ChartPanel } from '../../ui/charts/chart-panel.tsx'
import type { LegendItem } from '../../ui/charts/legend.tsx'
import { RunningTotal } from '../../ui/charts/running-total.tsx'
import type { ChartView } from '../../ui/segments.tsx'
import type { SetSearch } from './ask.ts'
import { monthLabels, monthPoints } from './month-points.ts'

interface MonthChartProps {
  answer: ForecastAnswer
  title: string
  view: ChartView
  set: SetSearch
}

export function MonthChart({ answer, title, view, set }: MonthChartProps) {
  const navigate = useNavigate()
  const { budget, basis, scope } = answer
  const forecast = answer.forecast?.unreliable ? null : answer.forecast
  const points = monthPoints(answer)
  const month = monthName(answer.range.from)
  const legend: LegendItem[] = [{ label: 'so far', shape: 'line' }]
  if (forecast) legend.push({ label: 'forecast', shape: 'dash' })
  if (budget) legend.push({ label: 'budget', shape: 'bad-dash' })
  const text = textOf(answer, month)
  const line = budget && { value: dollars(budget.amount), words: `Budget ${money(budget.amount, { digits: 0 })}` }
  const filter =
    scope.by === 'key' || scope.by === 'person' || scope.by === 'model' || scope.by === 'workspace'
      ? { [scope.by]: [scope.value === '' ? '-' : scope.value] }
      : {}
  const vendor = scope.vendor === 'anthropic' || scope.vendor === 'openai' ? scope.vendor : undefined
  const open = (key: string) =>
    void navigate({ to: '/usage', search: { ...filter, vendor, r: `${key}..${key}`, show: 'cost', rows: '1' } })
  return (
    <ChartPanel
      title={title}
      provenance={basis}
      legend={legend}
      view={view}
      onView={(next) => set({ view: next === 'chart' ? undefined : next })}
      foot={forecast ? `8 in 10 months like this end inside the band.` : undefined}
      chart={
        <RunningTotal
          points={points}
          text={text}
          axis={axisMoney}
          {...(line ? { budget: line } : {})}
          height={248}
          labels={monthLabels(points, answer.today)}
          onOpen={(key) => key <= answer.today && open(key)}
        />
      }
      table={
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable.
        <section className="chart-table" tabIndex={0} aria-label="The running total as numbers">
          <table>
            <caption className="sr">{text}</caption>
            <thead>
              <tr>
                <th scope="col">Day</th>
                <th scope="col" className="num">
                  Running total
                </th>
              </tr>
            </thead>
            <tbody>
              {points.map((point) => (
                <tr key={point.key}>
                  <td className="nowrap">{point.title}</td>
                  <td className="num">{point.words}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      }
    />
  )
}

function textOf({ forecast, recorded, budget }: ForecastAnswer, month: string): string {
  const so = `Cumulative cost in ${month}: ${money(recorded.nano)} so far`
  const end =
    forecast === null || forecast.unreliable
      ? 'no forecast'
      : `forecast ${answerWords(forecast)
          .replace(/^About/, 'about')
          .replace(/\.$/, '')}`
  return `${so}, ${end}${budget ? `, budget ${money(budget.amount, { digits: 0 })}` : ''}.`
}
