// What a key opens, line by line, and what is worth saying although it connects.
import type { ConnectionView } from '../../../worker/http/schemas/connections.ts'
import { Checklist, Note } from '../ui/feedback.tsx'
import { CopyButton } from '../ui/hash.tsx'
import { type Line, linesOf, sameRefusal, tryingLines } from './checklist.ts'
import { Fold } from './fold.tsx'
import type { KeyCheck } from './key-check.ts'

/** The checklist of a key that is being tried or was; nothing before. */
export function Checked({ check }: { check: KeyCheck }) {
  const { answer, settled } = check
  const refused = answer ? sameRefusal(linesOf(answer, check.kind)) : null
  const lines = check.checking ? tryingLines(check.kind) : answer ? linesOf(answer, check.kind, check.shown) : []
  return (
    <div aria-live="polite" className="stack s3">
      {refused !== null && settled ? (
        <RefusedAlike lines={lines} words={refused} />
      ) : lines.length > 0 ? (
        <Lines lines={refused === null ? lines : lines.map(({ state, title }) => ({ state, title }))} />
      ) : null}
      {settled && answer?.note ? (
        <Note tone={answer.note.code === 'could_delete' ? 'warn' : 'info'} title={answer.note.message}>
          {answer.note.remedy}
        </Note>
      ) : null}
    </div>
  )
}

/** The checklist of a connection as it was found at the last validation. */
export function OpensList({ of }: { of: Pick<ConnectionView, 'kind' | 'checklist' | 'organization'> }) {
  return <Lines lines={linesOf({ ok: true, ...of }, of.kind)} />
}

/** One refusal for all lines, said once; which line had which request is a fold away. */
function RefusedAlike({ lines, words }: { lines: readonly Line[]; words: string }) {
  return (
    <div>
      <Checklist items={[{ state: 'bad', title: `All ${lines.length} were refused the same way`, words }]} />
      <Fold title="What was tried, with the request ids">
        <dl>
          {lines.map(({ title, requestId }) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{requestId === undefined ? 'no request id' : <RequestId id={requestId} />}</dd>
            </div>
          ))}
        </dl>
      </Fold>
    </div>
  )
}

function RequestId({ id }: { id: string }) {
  return (
    <span className="row wrap">
      Request <span className="mono break-all">{id}</span>
      <CopyButton value={id} what="request id" />
    </span>
  )
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
              <RequestId id={requestId} />
            </>
          ) : (
            words
          ),
      }))}
    />
  )
}
