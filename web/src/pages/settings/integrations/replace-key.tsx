// Replaces the key of a connection: the new one is tried first, the old one stays in use until it works.
import { useNavigate } from '@tanstack/react-router'
import type { ConnectionView } from '../../../../../worker/http/schemas/connections.ts'
import { ConnectForm } from '../../../connections/connect-form.tsx'
import { useKeyCheck } from '../../../connections/key-check.ts'
import { kinds } from '../../../connections/kinds.ts'
import { organizationWords } from '../../../connections/words.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { toast } from '../../../ui/toast.tsx'

interface Props {
  connection: ConnectionView
  known: readonly ConnectionView[]
}

export function ReplaceKey({ connection, known }: Props) {
  const navigate = useNavigate({ from: '/settings' })
  const check = useKeyCheck(connection.kind)
  const close = () => void navigate({ search: (old) => ({ ...old, replace: undefined }) })
  return (
    <Dialog open onClose={close} title={`Replace the key of “${connection.name}”`}>
      <p className="sub">
        In use now: <span className="mono">…{connection.last4}</span>, of {organizationWords(connection.organization)}.
        It stays in use until the new one works; then delete it {kinds[connection.kind].where}. Reading goes on where it
        is.
      </p>
      <ConnectForm
        check={check}
        known={known}
        replaces={connection}
        onConnected={() => {
          void toast(`The key of “${connection.name}” was replaced`)
          close()
        }}
      />
    </Dialog>
  )
}
