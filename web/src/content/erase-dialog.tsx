// Before an erasure: what goes, what stays, what stands in its way, which records are written; type the name.
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ErasureView } from '../../../worker/http/schemas/content.ts'
import { Failed } from '../figures/failed.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { SkeletonRows, Waiting } from '../ui/skeleton.tsx'
import { EraseForm } from './erase-form.tsx'
import { HeldBack } from './held-back.tsx'
import { previewQuery } from './queries.ts'

interface Props {
  scope: ErasureView['scope']
  /** The chat's id, any subject of the person, or `all`. */
  target: string
  /** Who or what, in words. */
  name: string
  onClose: () => void
}

const titles: Record<ErasureView['scope'], (name: string) => string> = {
  chat: (name) => `Erase “${name}”?`,
  person: (name) => `Erase ${name}?`,
  tenant: (name) => `Erase ${name} for good?`,
}

export function EraseDialog({ scope, target, name, onClose }: Props) {
  const navigate = useNavigate()
  const preview = useQuery(previewQuery(scope, target))
  const title = titles[scope](name)
  const begun = (erasure: ErasureView) => {
    onClose()
    void navigate({ to: '/content', search: { see: 'erasures', erasure: erasure.id } })
  }
  const answer = preview.data
  if (answer !== undefined && answer.holds.length === 0) {
    return <EraseForm scope={scope} target={target} title={title} preview={answer} onClose={onClose} onBegun={begun} />
  }
  return (
    <Dialog open onClose={onClose} title={title} actions={<Button onClick={onClose}>Close</Button>}>
      {preview.isError ? (
        <Failed error={preview.error} what="What would go" onRetry={() => void preview.refetch()} />
      ) : (
        <Waiting waiting={answer === undefined} skeleton={<SkeletonRows rows={4} />}>
          {() => (answer ? <HeldBack holds={answer.holds} /> : null)}
        </Waiting>
      )}
    </Dialog>
  )
}
