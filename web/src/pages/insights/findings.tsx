// Was anything unusual? Every finding as a line; the one that is open with its cause, its parts and the days around it.
import { useQuery } from '@tanstack/react-query'
import type { Finding, FindingsAnswer } from '../../../../worker/http/schemas/insights.ts'
import { plural } from '../../format.ts'
import { causeWords, explanationWords, findingTitle } from '../../insights/finding-words.ts'
import { missingWords } from '../../insights/forecast-words.ts'
import { findingsQuery } from '../../insights/queries.ts'
import { Said } from '../../insights/said.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Badge } from '../../ui/marks.tsx'
import { Panel } from '../../ui/page.tsx'
import type { InsightsAsk, InsightsSearch, SetSearch } from './ask.ts'
import { Culprit } from './culprit.tsx'
import { Explain } from './explain.tsx'
import { FindingParts } from './finding-parts.tsx'
import { Part } from './part.tsx'

const title = 'Was anything unusual?'
const few = 4

interface FindingsProps {
  ask: InsightsAsk
  search: InsightsSearch
  set: SetSearch
}

export function Findings({ ask, search, set }: FindingsProps) {
  const query = useQuery(findingsQuery(ask))
  return (
    <Part query={query} title={title} what="What was unusual">
      {(answer) =>
        answer.findings.length === 0 ? <Nothing answer={answer} /> : <Found {...{ answer, search, set }} />
      }
    </Part>
  )
}

/** Nothing found is an answer, when enough was looked at. */
function Nothing({ answer: { missing, looked_at, range } }: { answer: FindingsAnswer }) {
  return (
    <Panel title={title}>
      {missing ? (
        <Empty icon="clock" title="Under 28 days of data">
          {missingWords(missing).replace('a forecast needs', 'what is usual can be told from')}
        </Empty>
      ) : (
        <Empty icon="check" title={`Nothing unusual in ${plural(range.days, 'day')}`}>
          {plural(looked_at.series, 'series', 'series')} were looked at: the whole, each vendor, and every workspace,
          key, model and person large enough to matter, each against its own {plural(looked_at.history_days, 'day')}{' '}
          before.
        </Empty>
      )}
    </Panel>
  )
}

function Found({ answer, search, set }: { answer: FindingsAnswer; search: InsightsSearch; set: SetSearch }) {
  const { findings, open } = answer
  const chosen =
    findings.find(({ key }) => key === search.finding) ?? findings.find(({ state }) => state === 'open') ?? findings[0]
  if (!chosen) return null
  const all = search.arithmetic === 'findings' || findings.indexOf(chosen) >= few
  const shown = all ? findings : findings.slice(0, few)
  return (
    <div className="grid21">
      <Panel
        title={title}
        mark={open > 0 ? <Badge tone="warn">{open} open</Badge> : <Badge>all explained</Badge>}
        end={chosen.state === 'open' ? <Explain finding={chosen} /> : null}
      >
        <ul className="findings">
          {shown.map((finding) => (
            <li key={finding.key}>
              <Line finding={finding} open={finding === chosen} onOpen={() => set({ finding: finding.key })} />
              {finding === chosen ? <FindingParts finding={finding} /> : null}
            </li>
          ))}
        </ul>
        {findings.length > few ? (
          <Button
            size="sm"
            onClick={() => set({ arithmetic: all ? undefined : 'findings', ...(all ? { finding: undefined } : {}) })}
          >
            {all ? 'Show the newest' : `Show all ${findings.length}`}
          </Button>
        ) : null}
      </Panel>
      <Culprit finding={chosen} search={search} set={set} />
    </div>
  )
}

function Line({ finding, open, onOpen }: { finding: Finding; open: boolean; onOpen: () => void }) {
  const { explained } = finding
  return (
    <div className="finding">
      <p>
        {open ? (
          <b>{findingTitle(finding)}</b>
        ) : (
          <button type="button" className="plain finding-open" aria-expanded={false} onClick={onOpen}>
            {findingTitle(finding)}
          </button>
        )}{' '}
        {explained ? <Badge>{explanationWords[explained.as][0].toLowerCase()}</Badge> : null}
      </p>
      <p className={open ? 'sub mt-1' : 'sub small cut'}>
        <Said words={causeWords(finding)} />
      </p>
    </div>
  )
}
