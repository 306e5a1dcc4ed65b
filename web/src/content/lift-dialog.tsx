// After an erasure nobody is captured again by chance: an admin may decide otherwise, from now on, as a record.
import type { ErasureView } from '../../../worker/http/schemas/content.ts'
import { ConfirmDialog } from '../ui/dialog.tsx'
import { FormError } from '../ui/form-error.tsx'
import { toast } from '../ui/toast.tsx'
import { liftErasure } from './queries.ts'
import { useAct } from './use-act.ts'

export function LiftDialog({ erasure, onClose }: { erasure: ErasureView; onClose: () => void }) {
  const what = erasure.scope === 'person' ? 'this person' : 'this chat'
  const lift = useAct(
    () => liftErasure(erasure.id),
    () => {
      void toast(`From now on ${what} is captured again`)
      onClose()
    },
  )
  return (
    <ConfirmDialog
      open
      danger={false}
      onClose={onClose}
      onConfirm={() => lift.mutate(undefined)}
      title={`Capture ${what} again?`}
      action="Capture again"
      busy={lift.isPending}
      written={`erasure · lifted\nerasure  ${erasure.id}`}
    >
      <p>
        <b>Comes:</b> what the vendor reports from now on, with names and texts.
      </p>
      <p>
        <b>Stays gone:</b> everything that was erased. Nothing brings it back.
      </p>
      <FormError error={lift.error} />
    </ConfirmDialog>
  )
}
