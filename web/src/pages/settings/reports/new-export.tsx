// Schedules an export: what, of which vendor, how often.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { RadioGroup } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field, Select } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { toast } from '../../../ui/toast.tsx'
import { beginExport, type Every, schedulesQuery, type Wish } from './queries.ts'
import { formatWords } from './words.ts'

const hints: Record<Wish['format'], string> = {
  bundle: 'Records with their proofs, for auditors: checked offline, without trusting us.',
  json: 'The same records as one JSON file a volume, for programs.',
  focus: 'The bill line by line as CSV and Parquet, for finance tools.',
}
// The keys of `hints` are all formats there are.
const formats = Object.keys(hints) as Wish['format'][]
const vendors = [
  { value: '', label: 'Both vendors and our own acts' },
  { value: 'anthropic', label: 'Anthropic' },
  { value: 'openai', label: 'OpenAI' },
]

export function NewScheduledExport({ onClose }: { onClose: () => void }) {
  const client = useQueryClient()
  const [format, setFormat] = useState<Wish['format']>('bundle')
  const [every, setEvery] = useState<Every>('month')
  const [vendor, setVendor] = useState('')
  const begin = useMutation({
    mutationFn: () =>
      beginExport(every, {
        format,
        expires_in_days: 30,
        ...(vendor === 'anthropic' || vendor === 'openai' ? { vendor } : {}),
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: schedulesQuery.queryKey })
      void toast('Export scheduled')
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title="Schedule an export"
      onSubmit={() => begin.mutate()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={begin.isPending}>
            Schedule export
          </Button>
        </>
      }
    >
      <RadioGroup
        legend="What"
        value={format}
        onChange={setFormat}
        options={formats.map((value) => ({ value, label: formatWords[value], hint: hints[value] }))}
      />
      <RadioGroup<Every>
        legend="How often"
        value={every}
        onChange={setEvery}
        options={[
          { value: 'month', label: 'Every month', hint: 'on the first, of the month before' },
          { value: 'week', label: 'Every week', hint: 'on Monday, of the week before' },
        ]}
      />
      <Field label="From whom">
        {(control) => (
          <Select {...control} value={vendor} options={vendors} onChange={(event) => setVendor(event.target.value)} />
        )}
      </Field>
      <p className="small sub">
        It names nobody and holds no text of messages. Its link opens for 30 days; making it and every download are
        records of the ledger.
      </p>
      <FormError error={begin.error} />
    </Dialog>
  )
}
