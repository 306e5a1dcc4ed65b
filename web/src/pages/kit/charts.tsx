// Charts of the kit page.
import { useState } from 'react'
import { axisMoney, axisTokens } from '../../format.ts'
import { BarsPanel, BarWithTick, ChartPanel } from '../../ui/charts/chart-panel.tsx'
import { Coverage } from '../../ui/charts/coverage.tsx'
import { HeatMap } from '../../ui/charts/heat-map.tsx'
import { RunningTotal, type TotalPoint } from '../../ui/charts/running-total.tsx'
import { Slope } from '../../ui/charts/slope.tsx'
import { Steps } from '../../ui/charts/steps.tsx'
import { Panel } from '../../ui/page.tsx'
import { Segments } from '../../ui/segments.tsx'
import { costPoints, end, heat, modelSeries, overviewPoints, start, tokenPoints, vendorSeries } from './figures.ts'

const november: TotalPoint[] = Array.from({ length: 30 }, (_, index) => {
  const sum = 560 * (index + 1) - 80 * (index % 7)
  const known = index < 20
  return {
    key: `2026-11-${String(index + 1).padStart(2, '0')}`,
    label: index === 0 ? '1 Nov' : index === 19 ? '20 · today' : `${index + 1}`,
    title: `${index + 1} Nov`,
    sum: known ? sum : null,
    ...(known ? {} : { forecast: sum, low: sum - 40 * (index - 19), high: sum + 45 * (index - 19) }),
    words: axisMoney(sum),
  }
})

export function KitCharts() {
  const [measure, setMeasure] = useState<'tokens' | 'requests' | 'cost'>('tokens')
  return (
    <>
      <BarsPanel
        section
        title="Cost per day"
        provenance="billed"
        points={overviewPoints}
        series={vendorSeries}
        axis={axisMoney}
        more={[{ label: 'today, estimate', shape: 'hatch' }]}
        marks={[
          { key: '2026-11-12', words: '12 Nov: $1,254, see Insights', tone: 'bad', link: { to: '/activity' } },
          { key: '2026-11-17', words: 'gpt-6.2-sol arrives' },
        ]}
        text="Billed cost per day by vendor, 24 October to 20 November. Peak on 12 November."
      />
      <BarsPanel
        section
        title="Tokens per day"
        points={tokenPoints}
        series={modelSeries}
        axis={axisTokens}
        height={248}
        more={[{ label: 'day not closed', shape: 'hatch' }]}
        text="Tokens per day by model, 24 October to 20 November. Peak on 12 November."
        onOpen={() => {}}
        openWords={() => 'Enter opens the 214 records of this day'}
        head={
          <Segments
            label="Measure"
            value={measure}
            onChange={setMeasure}
            options={[
              { value: 'tokens', label: 'Tokens' },
              { value: 'requests', label: 'Requests' },
              { value: 'cost', label: 'Cost' },
            ]}
          />
        }
        foot="Days are UTC. Vendors may restate the last three days; a restated day keeps its earlier value on the record."
      />
      <BarWithTick
        section
        title="Billed and expected, per day"
        points={costPoints}
        series={vendorSeries}
        axis={axisMoney}
        text="Billed cost and estimate per day. Billed until 19 November."
      />
      <div className="grid21 section">
        <ChartPanel
          title="Where will November end?"
          provenance="estimate"
          legend={[
            { label: 'so far', shape: 'line' },
            { label: 'forecast', shape: 'dash' },
            { label: 'budget', shape: 'bad-dash' },
          ]}
          chart={
            <RunningTotal
              points={november}
              axis={axisMoney}
              labels={[0, 7, 14, 19, 24, 29]}
              budget={{ value: 17_000, words: 'Budget $17,000' }}
              text="Running total of November with forecast. Ends at about $15,900, under the budget of $17,000."
            />
          }
          table={<p>The same numbers.</p>}
        />
        <Panel title="When">
          <HeatMap
            cells={heat}
            what="requests"
            text="Activity by weekday and hour. Busiest Monday to Friday, 10 to 16."
          />
        </Panel>
      </div>
      <div className="grid2 section">
        <Panel title="Which models took over?">
          <Slope
            fromWords="week of 24 Oct"
            toWords="week of 14 Nov"
            text="Share of cost by model."
            items={[
              { label: 'claude-opus-5-5', vendor: 'anthropic', from: 0.43, to: 0.42 },
              { label: 'gpt-6.1-sol', vendor: 'openai', from: 0.35, to: 0.13 },
              { label: 'claude-sonnet-5-5', vendor: 'anthropic', from: 0.17, to: 0.27 },
              { label: 'claude-haiku-5-5', vendor: 'anthropic', from: 0.03, to: 0.03 },
              { label: 'gpt-6.2-sol', vendor: 'openai', from: 0, to: 0.12 },
              { label: 'gpt-6-luna', vendor: 'openai', from: 0.02, to: 0.02 },
            ]}
          />
        </Panel>
        <Panel title="Why $1,206 more than the 28 days before?">
          <Steps
            name="Why more than before"
            totalWords="Difference, to the cent"
            steps={[
              { label: 'More work', words: '+12.1 % tokens, 4 more people', nano: '742310000000' },
              { label: 'The loop of 12 Nov', words: 'key “staging-batch”', nano: '561000000000' },
              { label: 'Model mix', words: 'Search moved to Sonnet 5.5', nano: '-38000000000' },
              { label: 'Prices', words: 'Sonnet 5.5 cache reads halved on 7 Oct', nano: '-59000000000' },
            ]}
          />
          <div className="mt-4">
            <Coverage
              from={start}
              to={end}
              read={[{ from: start + 4_000_000, to: end - 16_000_000 }]}
              holes={[{ from: start + 40_000_000, to: start + 41_000_000 }]}
              open={[{ from: end - 16_000_000, to: end }]}
              label="Read since February 2025; open since 22 August."
            />
          </div>
        </Panel>
      </div>
    </>
  )
}
