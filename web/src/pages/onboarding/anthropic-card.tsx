// The card that works now: an Anthropic Admin key, from pasting it to watching the past come in.
import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { ConnectionView } from '../../../../worker/http/schemas/connections.ts'
import { Backfill } from '../../connections/backfill.tsx'
import { verdictOf } from '../../connections/checklist.ts'
import { ConnectForm } from '../../connections/connect-form.tsx'
import { AnthropicGuidance } from '../../connections/guidance.tsx'
import { type KeyCheck, useKeyCheck } from '../../connections/key-check.ts'
import { connectionWords } from '../../connections/words.ts'
import { useMay } from '../../shell/may.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel, Note } from '../../ui/feedback.tsx'
import { Badge, Vendor } from '../../ui/marks.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'

export function AnthropicCard({ connections }: { connections: UseQueryResult<ConnectionView[]> }) {
  const check = useKeyCheck()
  const may = useMay('write:connections')
  const [adding, setAdding] = useState(false)
  const known = connections.data ?? []
  const asks = known.length === 0 || adding
  const bad = asks && check.answer?.problem
  return (
    <section className={`card key-card ${bad ? 'bad' : ''}`} aria-labelledby="anthropic-admin">
      <header>
        <h2 id="anthropic-admin">
          <Vendor id="anthropic">Anthropic · Admin API</Vendor>
        </h2>
        {asks ? <CheckBadge check={check} /> : <Badge tone="ok">Connected</Badge>}
      </header>
      <p className="small sub">Usage, costs, Claude Code, members, workspaces and keys. Works now.</p>
      {connections.error ? (
        <ErrorPanel what="Your connections" error={connections.error} onRetry={() => void connections.refetch()} />
      ) : null}
      <Waiting waiting={connections.isPending} skeleton={<SkeletonRows rows={4} />}>
        {() => (
          <>
            {known.map((one) => (
              <Connected key={one.id} connection={one} may={may} />
            ))}
            {may ? null : <Note>Your role reads connections; an owner or admin makes them.</Note>}
            {asks && may ? <ConnectForm check={check} known={known} onConnected={() => setAdding(false)} /> : null}
            {!asks && may ? (
              <div>
                <Button size="sm" icon="plus" onClick={() => setAdding(true)}>
                  Add another key
                </Button>
              </div>
            ) : null}
          </>
        )}
      </Waiting>
      <AnthropicGuidance />
    </section>
  )
}

function Connected({ connection, may }: { connection: ConnectionView; may: boolean }) {
  const { word, tone } = connectionWords[connection.state]
  return (
    <div className="well stack">
      <div className="row between wrap">
        <span>
          <b>{connection.organization.name}</b> <span className="dim">“{connection.name}”</span>{' '}
          <span className="mono dim">…{connection.last4}</span>
        </span>
        <Badge tone={tone}>{word}</Badge>
      </div>
      {connection.words ? <p className="small sub">{connection.words}</p> : null}
      <Backfill connection={connection} may={may} />
    </div>
  )
}

function CheckBadge({ check }: { check: KeyCheck }) {
  if (check.checking) return <Badge tone="info">Trying</Badge>
  if (check.answer === null) return null
  const { word, tone } = verdictOf(check.answer, check.settled)
  return <Badge tone={tone}>{word}</Badge>
}
