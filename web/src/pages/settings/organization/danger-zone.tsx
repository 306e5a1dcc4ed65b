// The end of a workspace: every key and text destroyed. For its owner, after everything worth keeping was exported.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { EraseDialog } from '../../../content/erase-dialog.tsx'
import { meQuery } from '../../../shell/queries.ts'
import { Button, ButtonLink } from '../../../ui/button.tsx'
import { Panel } from '../../../ui/page.tsx'
import type { Settings } from './queries.ts'

export function DangerZone({ settings }: { settings: Settings }) {
  const owner = useQuery(meQuery).data?.role === 'owner'
  const [asking, setAsking] = useState(false)
  if (!owner) return null
  return (
    <Panel title="Leave for good">
      <div className="stack s3">
        <p className="small sub">
          Erasing the workspace destroys every key and every text in it: nobody can open its records again, and nobody
          can sign in to it. What was exported before can still be checked. Holds forbid it.
        </p>
        <div className="row wrap">
          <ButtonLink to="/exports" search={{ wish: 'new' }}>
            Export everything first
          </ButtonLink>
          <Button kind="danger" onClick={() => setAsking(true)}>
            Erase this workspace…
          </Button>
        </div>
      </div>
      {asking ? (
        <EraseDialog scope="tenant" target="all" name={settings.name} onClose={() => setAsking(false)} />
      ) : null}
    </Panel>
  )
}
