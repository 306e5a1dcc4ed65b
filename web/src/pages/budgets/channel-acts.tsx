// What can be done to one channel: a test with its outcome, another name or address, a new secret, switching on, removing.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { ChannelView } from '../../../../worker/http/schemas/alerts.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog, Dialog } from '../../ui/dialog.tsx'
import { Note } from '../../ui/feedback.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { toast } from '../../ui/toast.tsx'
import { ChangeChannel } from './change-channel.tsx'
import { alertQuery, changeChannel, channelsQuery, newChannelSecret, removeChannel, testChannel } from './queries.ts'
import { kindWords } from './words.ts'

export type ChannelAct = 'test' | 'change' | 'on' | 'secret' | 'remove'

interface Props {
  channel: ChannelView
  onClose: () => void
}

export function ChannelActs({
  what,
  onSecret,
  ...rest
}: Props & { what: ChannelAct; onSecret: (secret: string) => void }) {
  if (what === 'test') return <TestChannel {...rest} />
  if (what === 'change') return <ChangeChannel {...rest} />
  return <Confirmed {...rest} what={what} onSecret={onSecret} />
}

/** Sends the test when it opens, and shows how it fared. */
function TestChannel({ channel, onClose }: Props) {
  const client = useQueryClient()
  const test = useMutation({ mutationFn: () => testChannel(channel.id) })
  const { mutate } = test
  useEffect(() => mutate(), [mutate])
  const id = test.data?.alert
  const alert = useQuery({ ...alertQuery(id ?? ''), enabled: id !== undefined })
  const [one] = alert.data?.deliveries ?? []
  const over = one?.state === 'sent' || one?.state === 'failed'
  useEffect(() => {
    if (over) void client.invalidateQueries({ queryKey: channelsQuery.queryKey })
  }, [over, client])
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Test of ${channel.name}`}
      actions={
        <Button kind="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      {one?.state === 'sent' ? (
        <Note tone="ok" title="It was taken." live>
          Look for the message “Test alert from Tallystick” at the other end.
        </Note>
      ) : one?.state === 'failed' ? (
        <Note tone="bad" title="It was not taken." live>
          {one.why}
        </Note>
      ) : test.error ? null : (
        <Note live>Sending one test alert; it is tried once.</Note>
      )}
      <FormError error={test.error ?? alert.error} />
    </Dialog>
  )
}

const asks = {
  on: {
    title: 'Switch on',
    action: 'Switch on',
    written: 'alert · channel_changed',
    done: 'Switched on',
    danger: false,
  },
  secret: {
    title: 'Replace the secret of',
    action: 'Replace secret',
    written: 'alert · channel_secret_rotated',
    done: 'Secret replaced',
    danger: true,
  },
  remove: {
    title: 'Remove',
    action: 'Remove channel',
    written: 'alert · channel_removed',
    done: 'Channel removed',
    danger: true,
  },
} as const

function Confirmed({
  what,
  channel,
  onClose,
  onSecret,
}: Props & { what: keyof typeof asks; onSecret: (secret: string) => void }) {
  const client = useQueryClient()
  const { title, action, written, done, danger } = asks[what]
  const act = useMutation({
    // An answer may hold a secret: nothing keeps it but the dialog that shows it.
    gcTime: 0,
    mutationFn: async (): Promise<string | null> => {
      if (what === 'secret') return (await newChannelSecret(channel.id)).secret
      if (what === 'on') await changeChannel(channel.id, { on: true })
      else await removeChannel(channel.id)
      return null
    },
    onSuccess: async (secret) => {
      if (secret !== null) onSecret(secret)
      await client.invalidateQueries({ queryKey: channelsQuery.queryKey })
      void toast(done)
      onClose()
    },
  })
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => act.mutate()}
      title={`${title} ${channel.name}?`}
      action={action}
      busy={act.isPending}
      written={written}
      danger={danger}
    >
      <p>{wordsOf(what, channel)}</p>
      <FormError error={act.error} />
    </ConfirmDialog>
  )
}

function wordsOf(what: keyof typeof asks, { kind }: ChannelView): string {
  if (what === 'on') return 'The next alert goes to it again. What was raised meanwhile is not sent after the fact.'
  if (what === 'secret')
    return 'For a day messages are signed with both, so that the receiver can change over. After that only the new one is good.'
  return `No alert goes to it any more, and what is sealed of it is gone. Budgets that name this ${kindWords[kind]} channel keep their other channels.`
}
