// New export: what goes in, how it is written, what is opened, how long its link lives. Then the drawer shows it being made.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldProblem } from '../../api/problems.ts'
import { useMay } from '../../shell/may.ts'
import { meQuery } from '../../shell/queries.ts'
import { Button } from '../../ui/button.tsx'
import { RadioGroup } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { AskedExport } from './asked-export.tsx'
import { Disclosure } from './disclosure.tsx'
import { FocusFields } from './focus-fields.tsx'
import { approvalIn, keepWish, keptWish } from './kept-wish.ts'
import { Narrower } from './narrower.tsx'
import { exportQuery, makeExport } from './queries.ts'
import { ReviewFields } from './review-fields.tsx'
import { LinkTermsFields } from './terms.tsx'
import { WhatFields } from './what-fields.tsx'
import { type Begun, bodyOf, problemsOf, type Wish, wishFrom, wishLike } from './wish.ts'

interface Props {
  /** The export whose choices it begins with. */
  like: string | undefined
  /** What another screen asks an export of. */
  begun: Begun
  onClose: () => void
  onMade: (id: string) => void
}

/** Waits for the export that it is to be like, so that the form never changes under the hand. */
export function MakeExport({ like, begun, ...rest }: Props) {
  const model = useQuery({ ...exportQuery(like ?? ''), enabled: like !== undefined })
  const [kept] = useState(keptWish)
  if (like !== undefined && model.isPending) return null
  if (model.data) return <ExportForm begin={wishLike(model.data)} waits={null} {...rest} />
  const asked = Object.values(begun).some((one) => one !== undefined)
  if (kept !== null && !asked) return <ExportForm begin={kept.wish} waits={kept.approval} {...rest} />
  return <ExportForm begin={wishFrom(begun)} waits={null} {...rest} />
}

interface FormProps extends Omit<Props, 'like' | 'begun'> {
  begin: Wish
  /** The approval that it waits for. */
  waits: string | null
}

function ExportForm({ begin, waits, onClose, onMade }: FormProps) {
  const client = useQueryClient()
  const [wish, setWish] = useState(begin)
  const [approval, setApproval] = useState(waits)
  const [tried, setTried] = useState(false)
  const role = useQuery(meQuery).data?.role
  const [mayContent, mayCosts] = [useMay('content'), useMay('read:costs')]
  const wait = (next: string | null) => {
    setApproval(next)
    keepWish(next === null ? null : { approval: next, wish })
  }
  const set = (next: Partial<Wish>) => setWish((old) => ({ ...old, ...next }))
  const bill = wish.format === 'focus'
  const body = bodyOf(wish)
  const problems = tried ? problemsOf(wish) : {}
  const make = useMutation({
    mutationFn: makeExport,
    onError: (error) => {
      const needed = approvalIn(error)
      if (needed !== null) wait(needed)
    },
    onSuccess: (made) => {
      wait(null)
      void client.invalidateQueries({ queryKey: ['exports', 'list'] })
      onMade(made.id)
    },
  })
  if (approval !== null) {
    return (
      <AskedExport
        approval={approval}
        busy={make.isPending}
        error={approvalIn(make.error) === null ? make.error : null}
        onClose={onClose}
        onForget={() => wait(null)}
        onMake={(reason) => {
          const approved = bodyOf({ ...wish, reason }, approval)
          if (approved) make.mutate(approved)
        }}
      />
    )
  }
  return (
    <Dialog
      open
      onClose={onClose}
      wide
      title="New export"
      onSubmit={() => {
        setTried(true)
        if (body) make.mutate(body)
      }}
      actions={
        <>
          <span className="small dim mr-auto self-center">
            Writes an <b>export</b> record
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={make.isPending}>
            Make export
          </Button>
        </>
      }
    >
      <Field
        label="Note"
        hint="What it is for. Its first line is the name in the list; the record keeps it too."
        error={fieldProblem(make.error, 'note', 'The note')}
      >
        {(control) => (
          <TextArea
            {...control}
            rows={2}
            maxLength={500}
            value={wish.note}
            onChange={(event) => set({ note: event.target.value })}
          />
        )}
      </Field>
      <div className="exports-radios exports-three">
        <RadioGroup
          legend="Format"
          value={wish.format}
          onChange={(format) => set({ format })}
          options={[
            { value: 'bundle', label: 'Evidence bundle', hint: 'A ZIP with records, proofs and a verifier.' },
            { value: 'json', label: 'JSON', hint: 'One file, the same proofs.' },
            { value: 'focus', label: 'FOCUS 1.2', hint: 'The bill for finance tools.', disabled: !mayCosts },
          ]}
        />
      </div>
      <WhatFields wish={wish} set={set} problems={problems} bill={bill} />
      <Narrower wish={wish} set={set} bill={bill} />
      {bill ? (
        <FocusFields wish={wish} set={set} wrong={problems.files} />
      ) : (
        <>
          <div className="exports-radios stack s4">
            <RadioGroup
              legend="Up to"
              value={wish.asOf}
              onChange={(asOf) => set({ asOf })}
              options={[
                {
                  value: 'anchored',
                  label: 'The last anchor',
                  hint: 'All of it can be checked against Bitcoin; some hours old.',
                },
                { value: 'newest', label: 'The newest record', hint: 'Signed, with the anchor still pending.' },
              ]}
            />
          </div>
          {mayContent ? (
            <ReviewFields wish={wish} set={set} problems={problems} tried={tried} error={make.error} />
          ) : null}
          <Disclosure
            disclose={wish.disclose}
            may={role === 'owner' || role === 'admin'}
            onChange={(disclose) => set({ disclose })}
          />
        </>
      )}
      <LinkTermsFields
        days={wish.days}
        limit={wish.limit}
        error={make.error}
        wrong={problems.limit}
        onChange={(next) => set(next)}
      />
      <FormError error={make.error} fields={['note', 'max_downloads', 'reason']} />
    </Dialog>
  )
}
