// One connection beside the list: its facts, what its key opens, how far its past is read, and what can be done with it.
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { ConnectionView } from '../../../../../worker/http/schemas/connections.ts'
import { Backfill } from '../../../connections/backfill.tsx'
import { OpensList } from '../../../connections/checked.tsx'
import { Guidance } from '../../../connections/guidance.tsx'
import { kinds } from '../../../connections/kinds.ts'
import { connectionsQuery } from '../../../connections/queries.ts'
import { connectionWords, isNameless, organizationWords } from '../../../connections/words.ts'
import { unknown } from '../../../format.ts'
import { useMay } from '../../../shell/may.ts'
import { moment } from '../../../time.ts'
import { Button } from '../../../ui/button.tsx'
import { Drawer } from '../../../ui/drawer.tsx'
import { Note } from '../../../ui/feedback.tsx'
import { Badge, Vendor } from '../../../ui/marks.tsx'
import { Facts, Panel } from '../../../ui/page.tsx'
import { settingsRoute } from '../route.ts'
import { Disconnect } from './disconnect.tsx'
import { Rename } from './rename.tsx'

interface Props {
  connection: ConnectionView
  all: readonly ConnectionView[]
  may: boolean
}

/** The drawer of the connection in the URL, or null; it stands beside the whole page, so the page asks for it. */
export function useConnectionDrawer(): React.ReactNode | null {
  const { part, connection } = settingsRoute.useSearch()
  const wanted = part === 'integrations' && connection !== undefined
  const rows = useQuery({ ...connectionsQuery, enabled: wanted }).data ?? []
  const may = useMay('write:connections')
  const open = wanted ? rows.find((one) => one.id === connection) : undefined
  return open ? <ConnectionDrawer key={open.id} connection={open} all={rows} may={may} /> : null
}

function ConnectionDrawer({ connection, all, may }: Props) {
  const navigate = useNavigate({ from: '/settings' })
  const [asking, setAsking] = useState<'rename' | 'disconnect' | null>(null)
  const at = all.findIndex((one) => one.id === connection.id)
  const go = (id: string | undefined) => void navigate({ search: (old) => ({ ...old, connection: id }) })
  const neighbour = (by: 1 | -1) => {
    const next = all[at + by]
    return next ? () => go(next.id) : undefined
  }
  const { word, tone } = connectionWords[connection.state]
  const kind = kinds[connection.kind]
  const closed = () => setAsking(null)
  return (
    <Drawer
      title={connection.name}
      mark={<Badge tone={tone}>{word}</Badge>}
      onClose={() => go(undefined)}
      onPrevious={neighbour(-1)}
      onNext={neighbour(1)}
      foot={
        may ? (
          <>
            <Button size="sm" onClick={() => void navigate({ search: (old) => ({ ...old, replace: connection.id }) })}>
              Replace key
            </Button>
            <Button size="sm" onClick={() => setAsking('rename')}>
              Rename
            </Button>
            <Button size="sm" kind="danger" onClick={() => setAsking('disconnect')}>
              Disconnect…
            </Button>
          </>
        ) : undefined
      }
    >
      <div className="stack s6">
        {connection.words ? (
          <Note tone={connection.state === 'broken' ? 'bad' : 'warn'}>{connection.words}</Note>
        ) : null}
        <Facts
          items={[
            ['Kind', <Vendor key="kind" id={kind.vendor}>{`${kind.name} key`}</Vendor>],
            ...organizationFacts(connection),
            [
              'Key',
              <span key="key" className="mono">
                …{connection.last4}
              </span>,
            ],
            ['Connected', `${moment(connection.connected_at)}, by ${connection.connected_by}`],
            ['Key replaced', connection.rotated_at === null ? unknown : moment(connection.rotated_at)],
          ]}
        />
        <Panel title="The past">
          <Backfill connection={connection} may={may} />
        </Panel>
        <Panel title="What the key opens" sub="As found when the key was last tried.">
          <OpensList of={connection} />
        </Panel>
        <Guidance kind={connection.kind} />
      </div>
      {asking === 'rename' ? <Rename connection={connection} onClose={closed} /> : null}
      {asking === 'disconnect' ? (
        <Disconnect connection={connection} onClose={closed} onGone={() => go(undefined)} />
      ) : null}
    </Drawer>
  )
}

/** Where the vendor says no name, the id stands alone. */
function organizationFacts({ organization }: ConnectionView): [string, React.ReactNode][] {
  const id = (
    <span key="id" className="mono break-all">
      {organization.id}
    </span>
  )
  if (isNameless(organization))
    return [['Organization', organization.id.startsWith('of:') ? organizationWords(organization) : id]]
  return [
    ['Organization', organization.name],
    ['Its id', id],
  ]
}
