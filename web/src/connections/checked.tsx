// What a key opens, line by line, and what is worth saying although it connects.
import type { ValidateAnswer } from '../../../worker/http/schemas/connections.ts'
import { Checklist, Note } from '../ui/feedback.tsx'
import { CopyButton } from '../ui/hash.tsx'
import { type Line, linesOf, tryingLines } from './checklist.ts'
import type { KeyCheck } from './key-check.ts'

/** The checklist of a key that is being tried or was; nothing before. */
export function Checked({ check }: { check: KeyCheck }) {
  const lines = check.checking ? tryingLines : check.answer ? linesOf(check.answer, check.shown) : []
  return (
    <div aria-live="polite" className="stack s3">
      {lines.length > 0 ? <Lines lines={lines} /> : null}
      {check.settled && check.answer?.note ? (
        <Note tone="info" title={check.answer.note.message}>
          {check.answer.note.remedy}
        </Note>
      ) : null}
    </div>
  )
}

/** The checklist of a connection as it was found at the last validation. */
export function OpensList({ of }: { of: Pick<ValidateAnswer, 'checklist' | 'organization'> }) {
  return <Lines lines={linesOf({ ok: true, ...of })} />
}

function Lines({ lines }: { lines: readonly Line[] }) {
  return (
    <Checklist
      items={lines.map(({ state, title, words, requestId }) => ({
        state,
        title,
        words:
          requestId && state !== 'ok' ? (
            <>
              {words}
              <span className="row wrap">
                Request <span className="mono break-all">{requestId}</span>
                <CopyButton value={requestId} what="request id" />
              </span>
            </>
          ) : (
            words
          ),
      }))}
    />
  )
}
