// Second step: the cards of the vendors, side by side and equal. Either comes first, and one is enough.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { useKeyCheck } from '../../connections/key-check.ts'
import { CONNECTION_KINDS, type ConnectionKind } from '../../connections/kinds.ts'
import { connectionsQuery } from '../../connections/queries.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/feedback.tsx'
import { LaterCards } from './later-cards.tsx'
import { VendorCard } from './vendor-card.tsx'

export function ConnectStep() {
  const connections = useQuery(connectionsQuery)
  const checks = {
    anthropic_admin: useKeyCheck('anthropic_admin'),
    openai_admin: useKeyCheck('openai_admin'),
    anthropic_compliance: useKeyCheck('anthropic_compliance'),
  }
  // Vendors that are connected and get a further key.
  const [adding, setAdding] = useState<readonly ConnectionKind[]>([])
  const move = (from: ConnectionKind, to: ConnectionKind) => {
    const key = checks[from].field.current?.value ?? ''
    checks[from].clear()
    // The other field must stand before the key can go into it: the key itself is never state.
    flushSync(() => setAdding([...adding, to]))
    checks[to].fill(key)
    checks[to].field.current?.focus()
  }
  const some = (connections.data?.length ?? 0) > 0
  return (
    <>
      <h1>Connect your vendors</h1>
      <p className="lead">
        Paste a key and we try every door it opens, reading only. Nothing is stored before you press Connect. Begin with
        any of them; one is enough.
      </p>
      {connections.error ? (
        <ErrorPanel what="Your connections" error={connections.error} onRetry={() => void connections.refetch()} />
      ) : null}
      <div className="key-cards">
        {CONNECTION_KINDS.map((kind) => (
          <VendorCard
            key={kind}
            check={checks[kind]}
            connections={connections.data}
            waiting={connections.isPending}
            adding={adding.includes(kind)}
            onAdd={(on) => setAdding(on ? [...adding, kind] : adding.filter((one) => one !== kind))}
            onMove={(to) => move(kind, to)}
          />
        ))}
      </div>
      <LaterCards />
      <div className="row wrap mt-6">
        <ButtonLink kind={some ? 'primary' : 'plain'} to="/welcome" search={{ step: 'people' }}>
          {some ? 'Go on to people' : 'Go on without a connection'}
        </ButtonLink>
      </div>
      <div className="grid3 mt-10">
        <div>
          <h2>What happens when you connect</h2>
          <p className="small sub mt-1">
            The key is sealed; from then on it can be used, replaced or destroyed, never read. We go 90 days back,
            newest day first. You can work meanwhile.
          </p>
        </div>
        <div>
          <h2>What we never do</h2>
          <p className="small sub mt-1">
            No proxy, no agent on laptops, no write to your vendor accounts. Your models keep working if we are down.
          </p>
        </div>
        <div>
          <h2>First proof</h2>
          <p className="small sub mt-1">
            Your first checkpoint is signed a few seconds after the first records, and your browser can check every
            record against it. Connecting is itself a record.
          </p>
        </div>
      </div>
    </>
  )
}
