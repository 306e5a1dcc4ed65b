// "Verify a range in this browser": which records, how far it is, and the verdict over all of them.
import { useState } from 'react'
import type { LedgerHead } from '../../../../worker/http/schemas/ledger.ts'
import { count, plural } from '../../format.ts'
import { Steps, VerdictReport } from '../../records/steps.tsx'
import { duration } from '../../time.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorPanel, Progress } from '../../ui/feedback.tsx'
import { Field, Input } from '../../ui/field.tsx'
import { verdictOf } from '../../verify/step.ts'
import { checkableRange } from './range-fields.ts'
import { useRangeCheck } from './use-range-check.ts'

interface Props {
  open: boolean
  onClose: () => void
  head: LedgerHead
  /** Something was remembered: the stats read again. */
  onDone: () => void
}

export function VerifyRange({ open, onClose, head, onDone }: Props) {
  const last = (head.checkpoint?.size ?? 0) - 1
  const [fields, setFields] = useState({ from: '0', to: String(last) })
  const check = useRangeCheck(onDone)
  const asked = checkableRange(fields.from, fields.to, last)
  const close = () => {
    check.reset()
    onClose()
  }
  const total = 'from' in asked ? asked.to - asked.from + 1 : 0
  const ready = check.state !== 'running' && 'from' in asked
  return (
    <Dialog
      open={open}
      onClose={close}
      wide
      title="Verify a range in this browser"
      onSubmit={() => {
        if (ready && 'from' in asked) check.run(asked)
      }}
      actions={
        <>
          <Button onClick={close}>{check.state === 'running' ? 'Stop' : 'Close'}</Button>
          <Button type="submit" kind="primary" busy={check.state === 'running'} disabled={!('from' in asked)}>
            {total > 0 ? `Verify ${plural(total, 'record')}` : 'Verify records'}
          </Button>
        </>
      }
    >
      <p className="sub">
        Every record is downloaded as it was hashed. This browser recomputes each leaf and each link and ties the last
        one to the signed checkpoint{head.checkpoint ? ` ${count(head.checkpoint.number)}` : ''}.
      </p>
      <div className="grid2 gap-4">
        <Field label="First record" error={'from' in asked ? undefined : asked.first}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              value={fields.from}
              onChange={(event) => setFields((old) => ({ ...old, from: event.target.value }))}
            />
          )}
        </Field>
        <Field
          label="Last record"
          error={'from' in asked ? undefined : asked.last}
          hint={`Records up to ${count(last)} are under a checkpoint.`}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              value={fields.to}
              onChange={(event) => setFields((old) => ({ ...old, to: event.target.value }))}
            />
          )}
        </Field>
      </div>
      {check.state === 'running' ? (
        <div className="stack" aria-busy="true">
          <span className="small sub num text-left">
            {count(check.done)} of {plural(total, 'record')} recomputed
          </span>
          <Progress done={check.done} total={total} label="Records recomputed" />
          <Steps steps={check.steps} running />
        </div>
      ) : null}
      {check.state === 'unanswered' ? (
        <ErrorPanel
          error={check.error}
          what="The range"
          {...('from' in asked ? { onRetry: () => check.run(asked) } : {})}
        />
      ) : null}
      {check.state === 'done' ? (
        <VerdictReport
          verdict={verdictOf(check.steps, `${plural(check.done, 'record')} in ${duration(check.took)}`)}
          steps={check.steps}
        />
      ) : null}
    </Dialog>
  )
}
