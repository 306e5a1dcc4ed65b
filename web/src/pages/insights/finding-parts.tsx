// What one finding is made of: its parts above what was expected, when it was seen, and the records that show it.
import { Link, type LinkProps } from '@tanstack/react-router'
import type { Finding } from '../../../../worker/http/schemas/insights.ts'
import { count, dollars, money, plural, range } from '../../format.ts'
import { drillLink } from '../../insights/drill.ts'
import { explanationWords, partWords } from '../../insights/finding-words.ts'
import { isMono, scopeId, scopeName } from '../../insights/scope-words.ts'
import { day, moment } from '../../time.ts'

export function FindingParts({ finding }: { finding: Finding }) {
  return (
    <div className="finding-body">
      <p className="small dim">
        <Evidence finding={finding} />
        {finding.explained ? <ExplainedAs explained={finding.explained} /> : null}
      </p>
      <PartsTable finding={finding} />
    </div>
  )
}

/** `Seen in the figures of 12 Nov. Evidence: records 1,247,880 – 1,248,109`. */
function Evidence({ finding: { of, alert, evidence } }: { finding: Finding }) {
  const { records, first, last, drill } = evidence
  const link = drillLink(drill)
  const words =
    first === null || last === null
      ? plural(records, 'record')
      : `${first === last ? 'record' : 'records'} ${range(count(first), count(last))}`
  return (
    <>
      Seen in the figures of {day(of)}
      {alert ? (
        <>
          , <Link {...toAlert(alert)}>its alert</Link>
        </>
      ) : null}
      .{' '}
      {records === 0 ? null : (
        <>
          Evidence: {link ? <Link {...link}>{words}</Link> : words}
          {first !== null && last !== null && records !== last - first + 1 ? ` (${count(records)} of them)` : ''}.
        </>
      )}
    </>
  )
}

const toAlert = (alert: string): LinkProps => ({ to: '/budgets', search: { tab: 'alerts', open: alert } })

/** Who said so stands in the record of it. */
function ExplainedAs({ explained: { as, at } }: { explained: NonNullable<Finding['explained']> }) {
  const when = at ? `, ${moment(at)}` : ''
  return (
    <span className="block">
      Explained as {explanationWords[as][0].toLowerCase()}
      {when}.
    </span>
  )
}

function PartsTable({ finding }: { finding: Finding }) {
  const largest = Math.max(
    0,
    ...[...finding.parts.map(({ above }) => above), finding.everything_else, finding.spread].map((nano) =>
      Math.abs(dollars(nano)),
    ),
  )
  const width = (nano: string) => `${largest === 0 ? 0 : (Math.abs(dollars(nano)) / largest) * 100}%`
  const head = BigInt(finding.difference) < 0n ? 'Below expected' : 'Above expected'
  return (
    <table className="finding-parts" aria-label="What made the difference">
      <thead>
        <tr>
          <th scope="col">Cause</th>
          <th scope="col" className="p4">
            <span className="sr">Size</span>
          </th>
          <th scope="col" className="num">
            {head}
          </th>
        </tr>
      </thead>
      <tbody>
        {finding.parts.map((part, index) => (
          <tr key={`${part.by}:${scopeId(part)}`}>
            <td className={isMono(part) ? 'mono wrap-anywhere' : 'wrap-anywhere'}>{scopeName(part)}</td>
            <td className="p4 w-30">
              <Bar width={width(part.above)} tone={index === 0 ? 'bad' : ''} />
            </td>
            <td className="num">{money(part.above, { sign: true })}</td>
          </tr>
        ))}
        {BigInt(finding.everything_else) === 0n ? null : (
          <tr>
            <td className="sub">{partWords.rest}</td>
            <td className="p4 w-30">
              <Bar width={width(finding.everything_else)} tone="" />
            </td>
            <td className="num">{money(finding.everything_else, { sign: true })}</td>
          </tr>
        )}
        <tr>
          <td className="sub">{partWords.spread}</td>
          <td className="p4 w-30">
            <Bar width={width(finding.spread)} tone="" />
          </td>
          <td className="num">± {money(finding.spread)}</td>
        </tr>
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Difference, to the cent</th>
          <td className="p4" />
          <td className="num">{money(finding.difference, { sign: true })}</td>
        </tr>
      </tfoot>
    </table>
  )
}

function Bar({ width, tone }: { width: string; tone: 'bad' | '' }) {
  return (
    <span className={`bar ${tone}`} aria-hidden="true">
      <i style={{ width }} />
    </span>
  )
}
