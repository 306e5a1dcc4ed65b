// What the verifier says of one bundle: the verdict in words, figures of its statement, nine checks, and what none of them shows.
import { count, range } from '../../format.ts'
import { moment } from '../../time.ts'
import { Button, ButtonAnchor } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProofGlyph } from '../../ui/proof.tsx'
import { Stat, Stats } from '../../ui/stat.tsx'
import { bytesWords } from '../exports/size.ts'
import type { Done } from './checker.ts'
import { Checks } from './checks.tsx'
import { Unpinned } from './unpinned.tsx'
import { useReportLink } from './use-report-link.ts'
import { printable, sentence, verdictOf } from './words.ts'

const glyphs = { proven: 'anchored', undecided: 'pending', false: 'failed' } as const

interface Props {
  file: File
  answer: Done
  /** Blocks of test networks counted. */
  regtest: boolean
  onPin: (keys: readonly string[]) => void
}

export function BundleReport({ file, answer, regtest, onPin }: Props) {
  const { report, claims, took } = answer
  const verdict = verdictOf(report, claims, regtest)
  const link = useReportLink(file.name, report)
  // Figures of a statement that is not this bag's own would be somebody's invention.
  const stated = report.checks.find(({ id }) => id === 'statement')?.result
  const figures = stated === 'ok' || stated === 'undecided' ? claims : null
  return (
    <section className={`verify-report ${verdict.result}`} aria-label="Report">
      <div className="verify-verdict" role="status">
        <span className="big" aria-hidden="true">
          <ProofGlyph state={glyphs[verdict.result]} size={3.5} />
        </span>
        <div className="grow min-w-0">
          <p className="small dim mono wrap-anywhere">
            {printable(file.name)} · {bytesWords(file.size)}
          </p>
          <h2>{verdict.title}</h2>
          <p className="sub">{verdict.words}</p>
        </div>
      </div>
      <Stats columns={4}>
        <Stat label="Records" value={figures ? count(figures.records) : null} />
        <Stat label="Looked through" value={figures ? range(count(figures.first), count(figures.last)) : null} />
        <Stat label="Withheld" value={figures ? count(figures.withheld) : null} />
        <Stat label="Took" value={(took / 1000).toFixed(took < 100 ? 2 : 1)} unit="s" />
      </Stats>
      {figures ? (
        <p className="tiny dim mt-2 wrap-anywhere">
          Made {moment(figures.generatedAt)} for <span className="mono">{figures.tenant}</span>
        </p>
      ) : null}
      <Checks checks={report.checks} />
      <Unpinned report={report} claims={claims} onPin={onPin} />
      <section className="verify-unchecked">
        <h3>
          <Icon name="info" /> What was not checked
        </h3>
        <ul>
          <li>Whether the vendor told the truth: the ledger proves what it said and when, not that it was so.</li>
          {report.not_checked.map((line) => (
            <li key={line}>{sentence(line)}</li>
          ))}
        </ul>
      </section>
      <footer className="row wrap">
        <ButtonAnchor size="sm" icon="download" href={link.href} download={link.name}>
          Report as JSON
        </ButtonAnchor>
        <Button size="sm" onClick={() => print()}>
          Print report
        </Button>
        <span className="small dim ml-auto">{verdict.exit}</span>
      </footer>
    </section>
  )
}
