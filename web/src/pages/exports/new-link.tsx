// Makes a new link to an export that is there: another end, another limit; the old link stops at once.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ExportView } from '../../../../worker/http/schemas/exports.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { toast } from '../../ui/toast.tsx'
import { makeLink } from './queries.ts'
import { LinkTermsFields } from './terms.tsx'
import { exportName } from './what.ts'
import { limitOf } from './wish.ts'

export function NewLink({ row, onClose }: { row: ExportView; onClose: () => void }) {
  const client = useQueryClient()
  const [terms, setTerms] = useState({ days: 14, limit: row.max_downloads === null ? '' : String(row.max_downloads) })
  const limit = limitOf(terms.limit)
  const make = useMutation({
    // Its answer holds the link: nothing keeps it once the dialog is gone.
    gcTime: 0,
    mutationFn: (max: number | null) => makeLink(row.id, { expires_in_days: terms.days, max_downloads: max }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['exports'] })
      void toast('A new link was made; the old one opens nothing any more')
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={`New link to “${exportName(row)}”`}
      onSubmit={() => limit !== undefined && make.mutate(limit)}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={make.isPending}>
            Make link
          </Button>
        </>
      }
    >
      <p className="sub">The file stays the same. The link that is out now stops at once.</p>
      <LinkTermsFields
        {...terms}
        error={make.error}
        wrong={limit === undefined ? 'A number from 1 to 10,000, or nothing for no limit.' : undefined}
        onChange={(next) => setTerms((old) => ({ ...old, ...next }))}
      />
      <FormError error={make.error} fields={['expires_in_days', 'max_downloads']} />
    </Dialog>
  )
}
