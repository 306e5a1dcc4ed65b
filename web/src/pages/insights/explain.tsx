// "Mark as explained…": somebody who knows says what an unusual day was; that is a record, and the day counts as seen.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Finding } from '../../../../worker/http/schemas/insights.ts'
import { explanationWords, findingTitle } from '../../insights/finding-words.ts'
import { useMay } from '../../shell/may.ts'
import { Button } from '../../ui/button.tsx'
import { RadioGroup } from '../../ui/choice.tsx'
import { Dialog, WillBeWritten } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { toast } from '../../ui/toast.tsx'
import { explainFinding } from './queries.ts'

type As = NonNullable<Finding['explained']>['as']

const choices: readonly As[] = ['expected', 'incident', 'mistake', 'credit', 'other']

/** Nothing for those whose role may not. */
export function Explain({ finding }: { finding: Finding }) {
  const may = useMay('write:budgets')
  const [open, setOpen] = useState(false)
  if (!may) return null
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Mark as explained…
      </Button>
      {open ? <ExplainDialog finding={finding} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function ExplainDialog({ finding, onClose }: { finding: Finding; onClose: () => void }) {
  const client = useQueryClient()
  const [as, setAs] = useState<As>('expected')
  const explain = useMutation({
    mutationFn: () => explainFinding(finding.key, as),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['insights'] })
      void toast('Marked as explained')
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title="What was it?"
      onSubmit={() => explain.mutate()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={explain.isPending}>
            Mark as explained
          </Button>
        </>
      }
    >
      <p>{findingTitle(finding)}</p>
      <RadioGroup
        legend="It was"
        value={as}
        onChange={setAs}
        options={choices.map((value) => ({
          value,
          label: explanationWords[value][0],
          hint: explanationWords[value][1],
        }))}
      />
      <p className="small dim">
        The figures stay as they are. The day is no longer counted as open, here and in alerts.
      </p>
      <WillBeWritten>{`alert · explained\nfinding  ${finding.key}\nas       ${as}`}</WillBeWritten>
      <FormError error={explain.error} />
    </Dialog>
  )
}
