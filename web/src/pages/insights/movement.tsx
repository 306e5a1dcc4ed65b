// Why more (or less) than before? Steps from one period's sum to the other's that add up to the cent.

import { useQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { MovementAnswer } from '../../../../worker/http/schemas/insights.ts'
import { atLeast, money } from '../../format.ts'
import { movementDates, movementTitle, stepLabel, stepWords } from '../../insights/movement-words.ts'
import { Steps } from '../../ui/charts/steps.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Panel } from '../../ui/page.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import type { InsightsAsk, InsightsSearch, SetSearch } from './ask.ts'
import { Part } from './part.tsx'
import { queries } from './queries.ts'
import { Arithmetic, Sum } from './working.tsx'

interface MovementProps {
  ask: InsightsAsk
  search: InsightsSearch
  set: SetSearch
}

export function Movement({ ask, search, set }: MovementProps) {
  const versus = search.vs === 'year' ? 'year' : 'previous'
  const query = useQuery(queries.movement({ ...ask, versus }))
  return (
    <Part query={query} title="Why more or less than before?" what="The comparison">
      {(answer) => (
        <Panel
          title={movementTitle(answer)}
          mark={<Provenance kind={answer.basis} />}
          sub={<span>{movementDates(answer)}</span>}
        >
          {BigInt(answer.before.nano) === 0n ? (
            <Empty title="Nothing in the days before">There is nothing to compare these days with.</Empty>
          ) : answer.steps.length === 0 ? (
            <p className="sub">Both periods cost the same, and nothing in them moved.</p>
          ) : (
            <Explained {...{ answer, search, set }} />
          )}
        </Panel>
      )}
    </Part>
  )
}

function Explained({ answer, search, set }: { answer: MovementAnswer; search: InsightsSearch; set: SetSearch }) {
  const { steps, before, totals } = answer
  return (
    <>
      <Steps
        name={movementTitle(answer)}
        totalWords="Difference, to the cent"
        steps={steps.map((step, index) => {
          const words = stepWords(step)
          return {
            label: labelled(steps, index),
            nano: step.nano,
            ...(words === null ? {} : { words }),
            ...(step.finding === null ? {} : { link: toFinding(search, step.finding) }),
          }
        })}
      />
      <Arithmetic of="movement" search={search} set={set}>
        <Sum
          name="From one period to the other"
          lines={[
            ['Before', atLeast(money(before.nano), before.rows_without_price > 0)],
            ...steps.map((step, index) => [labelled(steps, index), money(step.nano, { sign: true })] as const),
          ]}
          result={['These days', atLeast(money(totals.nano), totals.rows_without_price > 0)]}
        />
        <p>
          Unusual days are taken out first. Then tokens change at the old prices and in the old mix (work), then which
          models and how much of the input comes from the cache, and at last the prices. What rounding leaves goes to
          the last step, so nothing is lost.
        </p>
        <p>
          <Link to="/usage" search={{ r: `${answer.range.from}..${answer.range.to}`, show: 'cost' }}>
            Usage of these days
          </Link>{' '}
          ·{' '}
          <Link to="/usage" search={{ r: `${answer.previous.from}..${answer.previous.to}`, show: 'cost' }}>
            Usage of the days before
          </Link>
        </p>
      </Arithmetic>
    </>
  )
}

/** Two steps of the same name (two incidents of one key) are told apart by their place. */
function labelled(steps: MovementAnswer['steps'], index: number): string {
  const step = steps[index]
  if (step === undefined) return ''
  const label = stepLabel(step)
  const same = steps.slice(0, index).filter((one) => stepLabel(one) === label).length
  return same === 0 ? label : `${label} (${same + 1})`
}

const toFinding = (search: InsightsSearch, finding: string): LinkProps => ({
  to: '/insights',
  search: { ...search, finding },
  resetScroll: false,
})
