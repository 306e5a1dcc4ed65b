// Settings → API tokens: what scripts may read, who made it, when it ends.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '../../../shell/may.ts'
import { ButtonLink } from '../../../ui/button.tsx'
import { Empty, ErrorPanel } from '../../../ui/feedback.tsx'
import { SkeletonRows, Waiting } from '../../../ui/skeleton.tsx'
import { settingsRoute } from '../route.ts'
import { MakeToken } from './make-token.tsx'
import { type Token, tokensQuery } from './queries.ts'
import { RevokeToken } from './revoke-token.tsx'
import { TokensTable } from './tokens-table.tsx'

export function TokensPart() {
  const { make } = settingsRoute.useSearch()
  const tokens = useQuery(tokensQuery)
  const may = useMay('write:tokens')
  const [ending, setEnding] = useState<Token | null>(null)
  if (tokens.error) {
    return <ErrorPanel what="The tokens" error={tokens.error} onRetry={() => void tokens.refetch()} />
  }
  return (
    <>
      <Waiting waiting={tokens.isPending} skeleton={<SkeletonRows rows={5} />}>
        {() =>
          tokens.data?.length === 0 ? (
            <Empty
              icon="key"
              title="No API token yet"
              action={
                may ? (
                  <ButtonLink size="sm" to="/settings" search={{ part: 'tokens', make: 'token' }}>
                    Create the first token
                  </ButtonLink>
                ) : null
              }
            >
              A token lets a script read what you choose, until a day you choose. The API is described at{' '}
              <a className="underline underline-offset-3" href="/api/docs">
                /api/docs
              </a>
              .
            </Empty>
          ) : (
            <TokensTable tokens={tokens.data ?? []} may={may} onEnd={setEnding} />
          )
        }
      </Waiting>
      {may && make ? <MakeToken /> : null}
      {ending ? <RevokeToken key={ending.id} token={ending} onClose={() => setEnding(null)} /> : null}
    </>
  )
}
