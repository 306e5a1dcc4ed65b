// The conformance report of a FOCUS export: what was tested of how many rules, what failed, why the rest does not apply.
import { useQuery } from '@tanstack/react-query'
import { Failed } from '../../figures/failed.tsx'
import { count, plural } from '../../format.ts'
import { Note } from '../../ui/feedback.tsx'
import { Panel } from '../../ui/page.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { failedRules, reasonsInWords, summaryWords } from './conformance-words.ts'
import { conformancePath, conformanceQuery } from './queries.ts'

export function Conforms({ id }: { id: string }) {
  const query = useQuery(conformanceQuery(id))
  const report = query.data
  if (query.isError && !report) {
    return <Failed error={query.error} what="The conformance report" onRetry={() => void query.refetch()} />
  }
  return (
    <Panel
      title="Conformance"
      end={
        <a
          className="small underline underline-offset-3"
          href={conformancePath(id)}
          download={`tallystick-${id}-focus-conformance.json`}
        >
          Download report
        </a>
      }
    >
      <Waiting waiting={report === undefined} skeleton={<SkeletonRows rows={4} />}>
        {() => {
          if (report === undefined) return null
          const failed = failedRules(report)
          const broken = report.requirements.failed
          return (
            <div className="stack s3">
              <p>{summaryWords(report)}</p>
              {broken > 0 ? (
                <Note tone="bad" title={`${plural(broken, 'requirement')} failed.`}>
                  Tools that insist on FOCUS may refuse the file.
                </Note>
              ) : (
                <Note tone="ok" title="Every requirement that can be tested is met.">
                  Tested on {plural(report.rows, 'row')}, each of them.
                </Note>
              )}
              {failed.length > 0 ? (
                <ul className="stack s2 small" aria-label="Rules that failed">
                  {failed.map((one) => (
                    <li key={one.id}>
                      <b>{one.level}</b> {one.says} <span className="mono dim">{one.id}</span>
                      {one.rows ? (
                        <span className="block dim">
                          {count(one.rows.failed)} of {plural(one.rows.tested, 'row')}; first row{' '}
                          {one.first?.[0]?.row ?? ''}
                        </span>
                      ) : null}
                    </li>
                  ))}
                </ul>
              ) : null}
              <ul className="small sub" aria-label="Why rules do not apply">
                {reasonsInWords(report).map(([words, rules]) => (
                  <li key={words}>
                    {count(rules)}: {words}
                  </li>
                ))}
              </ul>
            </div>
          )
        }}
      </Waiting>
    </Panel>
  )
}
