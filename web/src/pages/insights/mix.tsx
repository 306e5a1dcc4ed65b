// Which models took over? Shares of cost in the first and the last week, and what moved between the vendors.
import { useQuery } from '@tanstack/react-query'
import { Link, type LinkProps, useNavigate } from '@tanstack/react-router'
import type { MixAnswer } from '../../../../worker/http/schemas/insights.ts'
import { money, percent } from '../../format.ts'
import { mixSpan, shiftWords, slopeLines } from '../../insights/mix-words.ts'
import { Said } from '../../insights/said.tsx'
import { plain } from '../../insights/text.ts'
import { ChartPanel } from '../../ui/charts/chart-panel.tsx'
import { Slope } from '../../ui/charts/slope.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Panel } from '../../ui/page.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import type { VendorId } from '../../ui/vendors.ts'
import type { InsightsAsk, InsightsSearch, SetSearch } from './ask.ts'
import { Part } from './part.tsx'
import { queries } from './queries.ts'
import { Arithmetic } from './working.tsx'

const title = 'Which models took over?'

interface MixProps {
  ask: InsightsAsk
  search: InsightsSearch
  set: SetSearch
}

export function Mix({ ask, search, set }: MixProps) {
  const query = useQuery(queries.mix(ask))
  return (
    <Part query={query} title={title} what="The model mix" skeleton={<Skeleton height={232} />}>
      {(answer) => (answer.models.length === 0 ? <NoModels /> : <Slopes {...{ answer, search, set }} />)}
    </Part>
  )
}

function NoModels() {
  return (
    <Panel title={title}>
      <Empty title="No model has a cost in these days">
        Shares are of cost. Usage without a price counts for none: see which rows have no price on Usage.
      </Empty>
    </Panel>
  )
}

function Slopes({ answer, search, set }: { answer: MixAnswer; search: InsightsSearch; set: SetSearch }) {
  const [fromWords, toWords] = mixSpan(answer)
  const navigate = useNavigate()
  const words = shiftWords(answer)
  const lines = slopeLines(answer.models)
  return (
    <ChartPanel
      title={title}
      provenance={answer.basis}
      legend={[]}
      view={search.view ?? 'chart'}
      onView={(next) => set({ view: next === 'chart' ? undefined : next })}
      chart={
        <>
          <Slope
            items={lines}
            fromWords={fromWords}
            toWords={toWords}
            text={`Share of cost by model. ${plain(words)}`}
            onOpen={({ key, vendor }) => void navigate(modelLink(search, key ?? '', vendor))}
          />
          <Rest {...{ answer, search, set }} />
        </>
      }
      table={
        <>
          <MixTable models={answer.models} search={search} fromWords={fromWords} toWords={toWords} />
          <Rest {...{ answer, search, set }} />
        </>
      }
    />
  )
}

function Rest({ answer, search, set }: { answer: MixAnswer; search: InsightsSearch; set: SetSearch }) {
  return (
    <>
      <p className="sub mt-2">
        <Said words={shiftWords(answer)} />
      </p>
      <Arithmetic of="mix" search={search} set={set}>
        <p>
          A share is the model’s cost of the week over the cost of all models of that week; the move between vendors is
          the difference of their summed shares, in points.
        </p>
        <WeeksTable answer={answer} />
      </Arithmetic>
    </>
  )
}

interface MixTableProps {
  models: MixAnswer['models']
  search: InsightsSearch
  fromWords: string
  toWords: string
}

function MixTable({ models, search, fromWords, toWords }: MixTableProps) {
  return (
    <table aria-label="Share of cost by model">
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col" className="num">
            {fromWords}
          </th>
          <th scope="col" className="num">
            {toWords}
          </th>
          <th scope="col" className="num">
            Points
          </th>
        </tr>
      </thead>
      <tbody>
        {models.map((model) => (
          <tr key={`${model.vendor}:${model.model}`}>
            <td className="mono wrap-anywhere">
              <Link className="plain" {...modelLink(search, model.model, model.vendor)}>
                {model.label}
              </Link>
            </td>
            <td className="num">{percent(model.first)}</td>
            <td className="num">{percent(model.last)}</td>
            <td className="num">{pointWords(model.points)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function WeeksTable({ answer: { models, weeks } }: { answer: MixAnswer }) {
  const shown = models.slice(0, 8)
  return (
    <div className="tbl scrolls">
      <table aria-label="Cost by model and week">
        <thead>
          <tr>
            <th scope="col">Week of</th>
            {shown.map((model) => (
              <th key={`${model.vendor}:${model.model}`} scope="col" className="num mono">
                {model.label}
              </th>
            ))}
            <th scope="col" className="num">
              All <Provenance kind="estimate" bare />
            </th>
          </tr>
        </thead>
        <tbody>
          {weeks.map((week, index) => (
            <tr key={week.from}>
              <td className="nowrap">{week.from}</td>
              {shown.map((model) => (
                <td key={`${model.vendor}:${model.model}`} className="num">
                  {money(model.series[index] ?? null)}
                </td>
              ))}
              <td className="num">{money(week.nano)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The usage of one model over the same days and workspaces. */
const modelLink = ({ r, workspace }: InsightsSearch, model: string, vendor: VendorId): LinkProps => ({
  to: '/usage',
  search: {
    r,
    workspace,
    vendor: vendor === 'tallystick' ? undefined : vendor,
    model: [model],
    show: 'cost',
    rows: '1',
  },
})

const pointWords = (points: number): string =>
  Math.abs(points) < 0.05 ? '0.0' : `${points > 0 ? '+ ' : '− '}${Math.abs(points).toFixed(1)}`
