// The Channels tab: where alerts go, a test of each, and whether unusual days speak too.
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { ChannelView } from '../../../../worker/http/schemas/alerts.ts'
import { Failed } from '../../figures/failed.tsx'
import { useMay } from '../../shell/may.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { Table } from '../../ui/table.tsx'
import { SecretShownOnce } from '../settings/receipts/secret-shown-once.tsx'
import { AddChannel } from './add-channel.tsx'
import { type ChannelAct, ChannelActs } from './channel-acts.tsx'
import { channelColumns } from './channel-columns.tsx'
import { channelsQuery } from './queries.ts'
import { budgetsRoute } from './route.ts'
import { WatchPanel } from './watch.tsx'

export function ChannelsPart() {
  const { begin } = budgetsRoute.useSearch()
  const navigate = budgetsRoute.useNavigate()
  const query = useQuery(channelsQuery)
  const may = useMay('write:budgets')
  const [act, setAct] = useState<{ what: ChannelAct; channel: ChannelView } | null>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const columns = useMemo(() => channelColumns(may, (what, channel) => setAct({ what, channel })), [may])
  const channels = query.data?.channels
  const close = () => void navigate({ search: { tab: 'channels' }, resetScroll: false })
  if (query.isError && !channels)
    return <Failed error={query.error} what="The channels" onRetry={() => void query.refetch()} />
  return (
    <>
      <Waiting waiting={channels === undefined} skeleton={<SkeletonRows rows={4} />}>
        {() =>
          channels === undefined ? null : (
            <div className="stack s8">
              {channels.length === 0 ? (
                <NoChannel may={may} />
              ) : (
                <Table name="Channels" columns={columns} rows={channels} keyOf={(row) => row.id} />
              )}
              <WatchPanel may={may} />
            </div>
          )
        }
      </Waiting>
      {may && begin === 'channel' ? <AddChannel onClose={close} onSecret={setSecret} /> : null}
      {act ? (
        <ChannelActs
          key={`${act.what} ${act.channel.id}`}
          what={act.what}
          channel={act.channel}
          onClose={() => setAct(null)}
          onSecret={setSecret}
        />
      ) : null}
      {secret === null ? null : <SecretShownOnce secret={secret} onClose={() => setSecret(null)} />}
    </>
  )
}

function NoChannel({ may }: { may: boolean }) {
  return (
    <Empty
      icon="mail"
      title="No channel yet"
      action={
        may ? (
          <ButtonLink size="sm" to="/budgets" search={{ tab: 'channels', begin: 'channel' }}>
            Add the first channel
          </ButtonLink>
        ) : null
      }
    >
      Alerts are shown here in any case. A channel carries them further: to a mail address, a Slack channel, a PagerDuty
      service, or a webhook of your own.
      {may ? '' : ' Your role reads channels; an owner, an admin or finance adds them.'}
    </Empty>
  )
}
