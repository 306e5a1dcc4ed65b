// Second step: the cards of the vendors, side by side. One works today; the others say plainly that they come later.
import { useQuery } from '@tanstack/react-query'
import { connectionsQuery } from '../../connections/queries.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { AnthropicCard } from './anthropic-card.tsx'
import { LaterCards } from './later-cards.tsx'

export function ConnectStep() {
  const connections = useQuery(connectionsQuery)
  const some = (connections.data?.length ?? 0) > 0
  return (
    <>
      <h1>Connect your vendors</h1>
      <p className="lead">
        Paste a key and we try every door it opens, reading only. Nothing is stored before you press Connect.
      </p>
      <div className="key-cards">
        <AnthropicCard connections={connections} />
        <LaterCards />
      </div>
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
