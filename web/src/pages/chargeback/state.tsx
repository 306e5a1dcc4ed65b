// How firm a month is: provisional with what is missing, closed, or frozen with its record; and what the bill has changed since.
import { Link } from '@tanstack/react-router'
import type { ChargebackAnswer } from '../../../../worker/http/schemas/chargeback.ts'
import { count, money } from '../../format.ts'
import { useMay } from '../../shell/may.ts'
import { moment } from '../../time.ts'
import { Note } from '../../ui/feedback.tsx'
import { hasChanged, type State, stateWords } from './words.ts'

export function StateNote({ answer: { state } }: { answer: ChargebackAnswer }) {
  if (state === null) return null
  const { tone } = stateWords[state.code]
  return (
    <div className="stack s3 mb-6">
      <Note {...(tone ? { tone } : {})} title={state.words} end={<Record state={state} />}>
        {state.missing.length > 0 ? (
          <ul className="small">
            {state.missing.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        ) : null}
        {state.frozen ? <FrozenFacts frozen={state.frozen} /> : null}
      </Note>
      {hasChanged(state) ? (
        <Note tone="warn" title={`Changed since: ${money(state.changed_since, { sign: true })}.`}>
          The vendors restated days of this month after it was frozen. The frozen figures stay; the difference is for
          the next month’s correction.
        </Note>
      ) : null}
    </div>
  )
}

function FrozenFacts({ frozen }: { frozen: NonNullable<State['frozen']> }) {
  return (
    <span className="small">
      {frozen.by_hand ? 'By hand' : 'By itself'} on {moment(frozen.at)}, over {count(frozen.size)} records. Statement{' '}
      <span className="mono" title={`SHA-256 ${frozen.sha256}`}>
        {frozen.sha256.slice(0, 16)}…
      </span>
    </span>
  )
}

function Record({ state: { frozen } }: { state: State }) {
  const may = useMay('read:activity')
  if (frozen === null || !may) return null
  return (
    <Link className="small" to="/activity" search={{ record: frozen.record }}>
      Open record {count(frozen.record)}
    </Link>
  )
}
