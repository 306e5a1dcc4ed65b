// The columns of the list of channels, with what can be done to each.
import type { ChannelView } from '../../../../worker/http/schemas/alerts.ts'
import { ago, moment } from '../../time.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/float.tsx'
import { Badge } from '../../ui/marks.tsx'
import type { Column } from '../../ui/table.tsx'
import type { ChannelAct } from './channel-acts.tsx'
import { deliveryWords, kindWords } from './words.ts'

export const channelColumns = (
  may: boolean,
  onAct: (what: ChannelAct, channel: ChannelView) => void,
): Column<ChannelView>[] => [
  {
    id: 'name',
    head: 'Channel',
    cell: (row) => (
      <>
        <b>{row.name}</b>
        <span className="sub2">{kindWords[row.kind]}</span>
      </>
    ),
  },
  {
    id: 'to',
    head: 'To',
    hide: 'p4',
    cell: (row) => <span className="break-all">{row.to ?? 'PagerDuty, Events v2'}</span>,
  },
  {
    id: 'last',
    head: 'Last delivery',
    cell: (row) =>
      row.off !== null ? (
        <>
          <Badge tone="bad">switched off</Badge>
          <span className="sub2">It answered 410, {ago(row.off)}: it wants no more.</span>
        </>
      ) : row.last === null ? (
        <span className="dim">none yet</span>
      ) : (
        <>
          <Badge tone={deliveryWords[row.last.state].tone}>{deliveryWords[row.last.state].word}</Badge>
          <span className="sub2" title={moment(row.last.at)}>
            {row.last.why ?? ago(row.last.at)}
          </span>
        </>
      ),
  },
  {
    id: 'since',
    head: 'Since',
    hide: 'p2',
    cell: (row) => (
      <span className="nowrap" title={moment(row.since)}>
        {ago(row.since)}
      </span>
    ),
  },
  ...(may
    ? [
        {
          id: 'acts',
          head: 'Do',
          hiddenHead: true,
          cell: (row: ChannelView) => (
            <Menu
              label={`Do with ${row.name}`}
              trigger={<IconButton icon="more" name={`Do with ${row.name}`} />}
              items={[
                { label: 'Send a test', onSelect: () => onAct('test', row) },
                { label: 'Change', onSelect: () => onAct('change', row) },
                ...(row.off === null ? [] : [{ label: 'Switch on again', onSelect: () => onAct('on', row) }]),
                ...(row.kind === 'webhook'
                  ? [{ label: 'Replace the secret', onSelect: () => onAct('secret', row) }]
                  : []),
                '-',
                { label: 'Remove', danger: true, onSelect: () => onAct('remove', row) },
              ]}
            />
          ),
        },
      ]
    : []),
]
