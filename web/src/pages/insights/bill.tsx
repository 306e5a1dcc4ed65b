// Is the bill what was expected? The estimate, every named difference, and the sum that the vendors billed.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReconciliationAnswer } from '../../../../worker/http/schemas/insights.ts'
import { atLeast, money, percent } from '../../format.ts'
import { Empty } from '../../ui/feedback.tsx'
import { Vendor } from '../../ui/marks.tsx'
import { Panel } from '../../ui/page.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import type { InsightsAsk, InsightsSearch } from './ask.ts'
import { Part } from './part.tsx'
import { queries } from './queries.ts'

const title = 'Is the bill what was expected?'

export function Bill({ ask, search }: { ask: InsightsAsk; search: InsightsSearch }) {
  const query = useQuery(queries.reconciliation(ask))
  const { r, vendor, workspace } = search
  return (
    <Part query={query} title={title} what="The comparison with the bill">
      {(answer) => (
        <Panel
          title={title}
          end={
            <Link className="small" to="/costs" search={{ r, vendor, workspace }}>
              All reasons
            </Link>
          }
        >
          {answer.estimate === null || answer.difference === null ? (
            <Empty title="Nothing to compare yet">
              A difference needs both: bill lines and usage with a price. One of them is missing in these days.
            </Empty>
          ) : (
            <>
              <p className="strong mb-2">{verdict(answer)}</p>
              <Ways answer={answer} estimate={answer.estimate} />
            </>
          )}
        </Panel>
      )}
    </Part>
  )
}

function verdict({ difference, share }: ReconciliationAnswer): string {
  const moved = BigInt(difference ?? '0')
  if (moved === 0n) return 'The bill is what the tokens made us expect, to the nanodollar.'
  const size = money(moved < 0n ? -moved : moved)
  const of =
    share === null
      ? ''
      : `, ${share < 0.0001 ? `under ${percent(0.0001, 2)}` : percent(share, share < 0.01 ? 2 : 1)} of it`
  return `The bill is ${size} ${moved > 0n ? 'above' : 'below'} what the tokens made us expect${of}.`
}

function Ways({
  answer,
  estimate,
}: {
  answer: ReconciliationAnswer
  estimate: NonNullable<ReconciliationAnswer['estimate']>
}) {
  return (
    <table aria-label="From estimate to bill">
      <tbody>
        <tr>
          <td>
            <span className="row wrap">
              Tokens × price list <Provenance kind="estimate" />
            </span>
          </td>
          <td className="num">{atLeast(money(estimate.nano), estimate.rows_without_price > 0)}</td>
        </tr>
        {answer.residuals.map((one) => (
          <tr key={one.code}>
            <td>
              {one.label}
              <span className="sub2">{one.words}</span>
            </td>
            <td className="num">{money(one.nano, { sign: true })}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">
            <span className="row wrap">
              Cost report <Provenance kind="billed" />
            </span>
          </th>
          <td className="num">{money(answer.billed)}</td>
        </tr>
        {answer.vendors.length > 1
          ? answer.vendors.map((one) => (
              <tr key={one.vendor} className="small">
                <td>
                  <Vendor id={one.vendor} />
                </td>
                <td className="num">
                  {money(one.billed)}
                  <span className="sub2">
                    {one.difference === null ? 'nothing to compare' : money(one.difference, { sign: true })}
                  </span>
                </td>
              </tr>
            ))
          : null}
      </tfoot>
    </table>
  )
}
