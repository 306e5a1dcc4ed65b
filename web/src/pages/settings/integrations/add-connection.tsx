// Adds a connection of either vendor in a dialog: the same field and checklist as in onboarding.
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ConnectionView } from '../../../../../worker/http/schemas/connections.ts'
import { ConnectForm } from '../../../connections/connect-form.tsx'
import { Guidance } from '../../../connections/guidance.tsx'
import { useKeyCheck } from '../../../connections/key-check.ts'
import { CONNECTION_KINDS, type ConnectionKind, kinds, nextKind } from '../../../connections/kinds.ts'
import { connectionsQuery } from '../../../connections/queries.ts'
import { useMay } from '../../../shell/may.ts'
import { ButtonLink } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Vendor } from '../../../ui/marks.tsx'
import { Segments } from '../../../ui/segments.tsx'
import { toast } from '../../../ui/toast.tsx'

/** The one action at the head of the part. It opens with the vendor that is not connected yet. */
export function AddConnectionLink() {
  const known = useQuery(connectionsQuery).data ?? []
  if (!useMay('write:connections')) return null
  return (
    <ButtonLink
      kind="primary"
      icon="plus"
      to="/settings"
      search={(old) => ({ ...old, part: 'integrations', add: nextKind(known) })}
    >
      Add connection
    </ButtonLink>
  )
}

interface Props {
  kind: ConnectionKind
  known: readonly ConnectionView[]
}

export function AddConnection({ kind, known }: Props) {
  const navigate = useNavigate({ from: '/settings' })
  // A key in the field stays there while the vendor is changed.
  const check = useKeyCheck(kind)
  const go = (add: ConnectionKind | undefined) => void navigate({ search: (old) => ({ ...old, add }) })
  const connected = (view: ConnectionView) => {
    void toast(`“${view.name}” is connected`)
    void navigate({ search: (old) => ({ ...old, add: undefined, connection: view.id }) })
  }
  return (
    <Dialog open onClose={() => go(undefined)} title={`Connect ${kinds[kind].vendorName} with ${kinds[kind].aKey}`}>
      <div>
        <Segments
          label="Vendor"
          value={kind}
          onChange={go}
          options={CONNECTION_KINDS.map((value) => ({
            value,
            label: <Vendor id={kinds[value].vendor}>{kinds[value].tab}</Vendor>,
          }))}
        />
      </div>
      <p className="sub">
        {kinds[kind].opens} We try every door the key opens, reading only. Nothing is stored before you press Connect.
      </p>
      <ConnectForm check={check} known={known} onMove={go} onConnected={connected} />
      <Guidance key={kind} kind={kind} />
    </Dialog>
  )
}
