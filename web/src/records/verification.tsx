// "Verify in this browser" in the drawer of a record: idle, turning step by step, verdict.
import { Button } from '../ui/button.tsx'
import { ErrorPanel, Note } from '../ui/feedback.tsx'
import { Kbd } from '../ui/marks.tsx'
import { verdictOf } from '../verify/step.ts'
import { Steps, VerdictReport } from './steps.tsx'
import type { Verification } from './use-verification.ts'

interface Props {
  check: Verification & { run: () => void }
  /** What the verdict is about: "record 500 stands in the signed ledger". */
  subject: string
}

export function VerifyPanel({ check, subject }: Props) {
  switch (check.state) {
    case 'idle':
      return (
        <Note
          title="Not checked in this browser yet."
          end={
            <Button size="sm" icon="check" onClick={check.run}>
              Verify
            </Button>
          }
        >
          Bytes and proof come from the server, the arithmetic runs here. <Kbd>v</Kbd>
        </Note>
      )
    case 'running':
      return (
        <div aria-busy="true">
          <Steps steps={check.steps} running />
        </div>
      )
    case 'unanswered':
      return <ErrorPanel error={check.error} what="The proof" onRetry={check.run} />
    case 'done':
      return (
        <VerdictReport
          verdict={verdictOf(check.steps, subject)}
          steps={check.steps}
          end={
            <Button size="sm" icon="again" onClick={check.run}>
              Again
            </Button>
          }
        />
      )
  }
}
