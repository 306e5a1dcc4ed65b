// New export: what goes in, how it is written, what is opened, how long its link lives. Then the drawer shows it being made.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldProblem } from '../../api/problems.ts'
import { meQuery } from '../../shell/queries.ts'
import { Button } from '../../ui/button.tsx'
import { RadioGroup } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Disclosure } from './disclosure.tsx'
import { Narrower } from './narrower.tsx'
import { exportQuery, makeExport } from './queries.ts'
import { LinkTermsFields } from './terms.tsx'
import { WhatFields } from './what-fields.tsx'
import { blank, bodyOf, problemsOf, type Wish, wishLike } from './wish.ts'

interface Props {
  /** The export whose choices it begins with. */
  like: string | undefined
  onClose: () => void
  onMade: (id: string) => void
}

/** Waits for the export that it is to be like, so that the form never changes under the hand. */
export function MakeExport({ like, ...rest }: Props) {
  const model = useQuery({ ...exportQuery(like ?? ''), enabled: like !== undefined })
  if (like !== undefined && model.isPending) return null
  return <ExportForm begin={model.data ? wishLike(model.data) : blank} {...rest} />
}

function ExportForm({ begin, onClose, onMade }: Omit<Props, 'like'> & { begin: Wish }) {
  const client = useQueryClient()
  const [wish, setWish] = useState(begin)
  const [tried, setTried] = useState(false)
  const role = useQuery(meQuery).data?.role
  const set = (next: Partial<Wish>) => setWish((old) => ({ ...old, ...next }))
  const body = bodyOf(wish)
  const problems = tried ? problemsOf(wish) : {}
  const make = useMutation({
    mutationFn: makeExport,
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: ['exports', 'list'] })
      onMade(made.id)
    },
  })
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
      <WhatFields wish={wish} set={set} problems={problems} />
      <Narrower wish={wish} set={set} />
      <div className="exports-radios">
        <RadioGroup
          legend="Format"
          value={wish.format}
          onChange={(format) => set({ format })}
          options={[
            { value: 'bundle', label: 'Evidence bundle', hint: 'A ZIP with records, proofs and a verifier.' },
            { value: 'json', label: 'JSON', hint: 'One file, the same proofs.' },
          ]}
        />
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
      <Disclosure
        disclose={wish.disclose}
        may={role === 'owner' || role === 'admin'}
        onChange={(disclose) => set({ disclose })}
      />
      <LinkTermsFields
        days={wish.days}
        limit={wish.limit}
        error={make.error}
        wrong={problems.limit}
        onChange={(next) => set(next)}
      />
      <FormError error={make.error} fields={['note', 'max_downloads']} />
    </Dialog>
  )
}
