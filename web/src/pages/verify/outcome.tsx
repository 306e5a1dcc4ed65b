// Beside the drop zone: what will be checked, the check under way, why it could not be done, or its report.
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/feedback.tsx'
import { bytesWords } from '../exports/size.ts'
import type { Check } from './checker.ts'
import { BundleReport } from './report.tsx'
import { claimWords, printable } from './words.ts'

const hindrances = {
  unreadable: {
    title: 'The file could not be read.',
    words: 'It was moved or changed after it was chosen. Choose it again.',
  },
  too_large: {
    title: 'The file is larger than a bundle can be.',
    words: 'A bundle holds at most 512 MiB; larger exports come in several volumes, each with a bundle of its own.',
  },
  no_ed25519: {
    title: 'This browser cannot check Ed25519 signatures.',
    words: 'So it cannot decide anything about a bundle. Use a newer browser, or verify.py, which needs none.',
  },
  failed: {
    title: 'The verifier failed here.',
    words: 'That says nothing about the bundle. Load the page again, or use verify.py.',
  },
} as const

interface Props {
  check: Check
  regtest: boolean
  onPin: (keys: readonly string[]) => void
  onStop: () => void
}

export function Outcome({ check, regtest, onPin, onStop }: Props) {
  if (check.state === 'idle') return <Claims />
  if (check.state === 'hindered') {
    const { title, words } = hindrances[check.why]
    return (
      <section aria-label="Report">
        <Note tone="bad" title={title} live>
          {words}
        </Note>
      </section>
    )
  }
  if (check.state === 'running') {
    return (
      <section className="verify-report running" aria-label="Report" aria-busy="true">
        <div className="row" role="status">
          <span className="spin" />
          <span className="grow">
            Checking <b className="wrap-anywhere">{printable(check.file.name)}</b>, {bytesWords(check.file.size)}…
          </span>
          <Button size="sm" onClick={onStop}>
            Stop
          </Button>
        </div>
      </section>
    )
  }
  return (
    <div className="stack s3 min-w-0">
      {regtest ? (
        <Note tone="warn" title="Test networks count.">
          Blocks without real work pass as well, so what Bitcoin says here proves nothing about time.
        </Note>
      ) : null}
      <BundleReport file={check.file} answer={check.answer} regtest={regtest} onPin={onPin} />
    </div>
  )
}

/** Before the first bundle: the nine claims, so that a reader knows what the answer will be about. */
function Claims() {
  return (
    <section className="verify-report idle" aria-label="What will be checked">
      <h2>What will be checked</h2>
      <ol className="verify-claims">
        {Object.entries(claimWords).map(([id, { title, rule }]) => (
          <li key={id}>
            <span>{title}</span>
            <span className="tiny dim p4">{rule}</span>
          </li>
        ))}
      </ol>
      <p className="small sub mt-4">
        Each is proven, false, or could not be decided. What no check can show is listed under the report.
      </p>
    </section>
  )
}
