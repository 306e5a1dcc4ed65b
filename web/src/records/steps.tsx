// The steps of a check as they turn, the verdict over them, and under it what was not checked.
import { type ReactNode, useState } from 'react'
import { Note } from '../ui/feedback.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { notChecked, type Step, type StepResult, type Verdict } from '../verify/step.ts'

const looks: Record<StepResult, { icon: IconName; word: string }> = {
  ok: { icon: 'check', word: 'proven' },
  false: { icon: 'stop', word: 'false' },
  undecided: { icon: 'clock', word: 'undecided' },
  skipped: { icon: 'none', word: 'not reached' },
}

/** The list. The first false step stands open. `running` adds the wheel for the step under way. */
export function Steps({ steps, running }: { steps: readonly Step[]; running: boolean }) {
  const firstFalse = steps.find((one) => one.result === 'false')
  return (
    <ol className="vsteps">
      {steps.map((one) => (
        <li key={one.id} className={one.result}>
          <span className="ic">
            <Icon name={looks[one.result].icon} size={14} />
            <span className="sr">{looks[one.result].word}:</span>
          </span>
          <div className="grow">
            <b>{one.title}</b>
            <p className="small sub">{one.words}</p>
            {one.evidence ? <Evidence step={one} open={one === firstFalse} /> : null}
          </div>
          <span className="rule tiny">{one.result === 'ok' ? one.rule : looks[one.result].word}</span>
        </li>
      ))}
      {running ? (
        <li className="running">
          <span className="ic">
            <span className="spin" />
          </span>
          <span className="dim">Checking…</span>
        </li>
      ) : null}
    </ol>
  )
}

function Evidence({ step, open }: { step: Step; open: boolean }) {
  return (
    <details open={open}>
      <summary className="small">What was compared</summary>
      <dl className="evidence">
        {step.evidence?.map(([word, value]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd className="mono">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

const tones = { proven: 'ok', undecided: 'info', false: 'bad' } as const

/** The verdict, its steps folded away unless something is false or undecided, and what it does not say. */
export function VerdictReport({ verdict, steps, end }: { verdict: Verdict; steps: readonly Step[]; end?: ReactNode }) {
  const [shown, setShown] = useState(verdict.result !== 'proven')
  return (
    <div className="stack s3">
      <Note tone={tones[verdict.result]} title={verdict.title} end={end} live>
        {verdict.words}
      </Note>
      <details className="fold" open={shown} onToggle={(event) => setShown(event.currentTarget.open)}>
        <summary>{steps.length} steps</summary>
        <Steps steps={steps} running={false} />
      </details>
      <details className="fold">
        <summary>What was not checked</summary>
        <ul className="stack not-checked">
          {notChecked.map(([what, why]) => (
            <li key={what} className="small sub">
              <b>{what}</b> {why}
            </li>
          ))}
        </ul>
      </details>
    </div>
  )
}
