// Adds a connection in a dialog: the same field and checklist as in onboarding.
import { useNavigate } from '@tanstack/react-router'
import type { ConnectionView } from '../../../../../worker/http/schemas/connections.ts'
import { ConnectForm } from '../../../connections/connect-form.tsx'
import { AnthropicGuidance } from '../../../connections/guidance.tsx'
import { useKeyCheck } from '../../../connections/key-check.ts'
import { useMay } from '../../../shell/may.ts'
import { ButtonLink } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { toast } from '../../../ui/toast.tsx'

/** The one action at the head of the part. */
export function AddConnectionLink() {
  if (!useMay('write:connections')) return null
  return (
    <ButtonLink
      kind="primary"
      icon="plus"
      to="/settings"
      search={(old) => ({ ...old, part: 'integrations', add: 'anthropic_admin' })}
    >
      Add connection
    </ButtonLink>
  )
}

export function AddConnection({ known }: { known: readonly ConnectionView[] }) {
  const navigate = useNavigate({ from: '/settings' })
  const check = useKeyCheck()
  const close = () => void navigate({ search: (old) => ({ ...old, add: undefined }) })
  const connected = (view: ConnectionView) => {
    void toast(`“${view.name}” is connected`)
    void navigate({ search: (old) => ({ ...old, add: undefined, connection: view.id }) })
  }
  return (
    <Dialog open onClose={close} title="Connect Anthropic with an Admin key">
      <p className="sub">
        We try every door the key opens, reading only. Nothing is stored before you press Connect. Other kinds of key
        come later.
      </p>
      <ConnectForm check={check} known={known} onConnected={connected} />
      <AnthropicGuidance />
    </Dialog>
  )
}
