// "Compare two checkpoints": choose them, and this browser checks that the newer one only added to the older.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CheckpointList } from '../../../../worker/http/schemas/ledger.ts'
import { Failed } from '../../figures/failed.tsx'
import { count, range } from '../../format.ts'
import { Steps, VerdictReport } from '../../records/steps.tsx'
import { moment } from '../../time.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Empty, ErrorPanel } from '../../ui/feedback.tsx'
import { Field, Select } from '../../ui/field.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { verdictOf } from '../../verify/step.ts'
import { tallyQuery } from './queries.ts'
import { useBetweenCheck } from './use-between-check.ts'

type Checkpoint = CheckpointList['checkpoints'][number]

interface Props {
  onClose: () => void
  /** A key may have been pinned: the page reads again what this browser remembers. */
  onDone: () => void
}

export function CompareCheckpoints({ onClose, onDone }: Props) {
  const query = useQuery(tallyQuery)
  const list = query.data?.checkpoints
  if (list !== undefined && list.length > 1) return <Compare list={list} onClose={onClose} onDone={onDone} />
  return (
    <Dialog open onClose={onClose} title="Compare two checkpoints" actions={<Button onClick={onClose}>Close</Button>}>
      {query.isError ? (
        <Failed error={query.error} what="The checkpoints" onRetry={() => void query.refetch()} />
      ) : (
        <Waiting waiting={list === undefined} skeleton={<SkeletonRows rows={3} />}>
          {() => (
            <Empty icon="clock" title="There is one checkpoint so far">
              The next one follows a few seconds after the next record.
            </Empty>
          )}
        </Waiting>
      )}
    </Dialog>
  )
}

/** `list`: newest first, at least two. */
function Compare({ list, onClose, onDone }: Props & { list: readonly Checkpoint[] }) {
  const sizes = list.map(({ size }) => String(size))
  const [older, setOlder] = useState(sizes.at(-1) ?? '')
  const [newer, setNewer] = useState(sizes[0] ?? '')
  const check = useBetweenCheck(onDone)
  const between = { from: Number(older), to: Number(newer) }
  const inOrder = between.from < between.to
  const options = list.map(({ number, size, at }) => ({
    value: String(size),
    label: `${count(number)}: ${count(size)} records, ${moment(at)}`,
  }))
  const choose = (set: (size: string) => void) => (event: { target: { value: string } }) => {
    check.reset()
    set(event.target.value)
  }
  const close = () => {
    check.reset()
    onClose()
  }
  return (
    <Dialog
      open
      onClose={close}
      wide
      title="Compare two checkpoints"
      onSubmit={() => inOrder && check.run(between)}
      actions={
        <>
          <Button onClick={close}>{check.state === 'running' ? 'Stop' : 'Close'}</Button>
          <Button type="submit" kind="primary" busy={check.state === 'running'} disabled={!inOrder}>
            Compare checkpoints
          </Button>
        </>
      }
    >
      <p className="sub">
        A consistency proof shows that nothing under the older checkpoint was changed, taken out or put between until
        the newer one. This browser follows it from both signed roots.
      </p>
      <Field label="Older checkpoint">
        {(control) => <Select {...control} options={options} value={older} onChange={choose(setOlder)} />}
      </Field>
      <Field label="Newer checkpoint" error={inOrder ? undefined : 'It must have more records than the older one.'}>
        {(control) => <Select {...control} options={options} value={newer} onChange={choose(setNewer)} />}
      </Field>
      {check.state === 'running' ? <Steps steps={check.steps} running /> : null}
      {check.state === 'unanswered' ? (
        <ErrorPanel error={check.error} what="The proof" onRetry={() => check.run(between)} />
      ) : null}
      {check.state === 'done' ? (
        <VerdictReport
          verdict={verdictOf(check.steps, `sizes ${range(count(between.from), count(between.to))}`)}
          steps={check.steps}
        />
      ) : null}
    </Dialog>
  )
}
