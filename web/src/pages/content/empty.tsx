// Why there is no chat to show: one sentence for each cause, and the one action that helps.
import { useQuery } from '@tanstack/react-query'
import type { ContentSummary } from '../../../../worker/http/schemas/content.ts'
import { Backfill } from '../../connections/backfill.tsx'
import { connectionsQuery, streamsQuery } from '../../connections/queries.ts'
import { plural } from '../../format.ts'
import { useMay } from '../../shell/may.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { causeOf } from './cause.ts'

interface Props {
  /** Null while the API refuses content altogether. */
  summary: ContentSummary | null
  filtered: boolean
  notIndexed: number
  onClear: () => void
}

export function NoChats({ summary, filtered, notIndexed, onClear }: Props) {
  const may = useMay('write:connections')
  const connections = useQuery(connectionsQuery)
  const streams = useQuery(streamsQuery)
  if (connections.isPending || streams.isPending) return null
  const known = { connections: connections.data ?? [], streams: streams.data?.streams ?? [] }
  const found = causeOf({ summary, ...known, filtered, notIndexed })
  switch (found.cause) {
    case 'not_connected':
      return (
        <Empty
          icon="key"
          title="No Compliance Access Key is connected"
          action={
            may ? (
              <ButtonLink to="/settings" search={{ part: 'integrations', add: 'anthropic_compliance' }}>
                Connect a Compliance Access Key
              </ButtonLink>
            ) : null
          }
        >
          What people and Claude write to each other comes with this key alone, on Claude Enterprise plans. An owner of
          the organization makes it on claude.ai: Organization settings → API. Every text is encrypted under the key of
          its author before it is stored.
        </Empty>
      )
    case 'not_readable':
      return (
        <Empty
          icon="key"
          title="This key may not read chats"
          action={
            may ? (
              <ButtonLink to="/settings" search={{ part: 'integrations', replace: found.connection }}>
                Replace key
              </ButtonLink>
            ) : null
          }
        >
          {found.words ?? 'It needs the scope read:compliance_user_data.'} Replace it and the gap fills itself.
        </Empty>
      )
    case 'reading': {
      const connection = known.connections.find(({ id }) => id === found.connection)
      return (
        <Empty icon="clock" title="The first chats are being read">
          They appear here by themselves, newest first.
          <div className="mt-3 max-w-[420px]">{connection ? <Backfill connection={connection} may={may} /> : null}</div>
        </Empty>
      )
    }
    case 'nothing_captured':
      return (
        <Empty
          icon="content"
          title="No chat was captured yet"
          action={
            <ButtonLink to="/settings" search={{ part: 'integrations' }}>
              See what is read
            </ButtonLink>
          }
        >
          The key works, and the vendor lists no chat with a text in the days that were read.
        </Empty>
      )
    case 'nothing_fits':
      return (
        <Empty
          icon="search"
          title="No chat fits this filter"
          action={<Button onClick={onClear}>Clear the filter</Button>}
        >
          Words are found whole, and all of them in one message.
          {found.notIndexed > 0
            ? ` ${plural(found.notIndexed, 'message')} ${found.notIndexed === 1 ? 'is' : 'are'} not searched yet: look again in some minutes.`
            : ''}
        </Empty>
      )
  }
}
