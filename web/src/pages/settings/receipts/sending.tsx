// Whether receipts are sent, which was the last, and a test of all channels.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { count, unknown } from '../../../format.ts'
import { day } from '../../../time.ts'
import { Button, ButtonLink } from '../../../ui/button.tsx'
import { Switch } from '../../../ui/choice.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { Facts, Panel } from '../../../ui/page.tsx'
import { toast } from '../../../ui/toast.tsx'
import { changeReceipts, type ReceiptSettings, receiptsQuery, sendTest } from './queries.ts'

export function SendingPanel({ receipts, may }: { receipts: ReceiptSettings; may: boolean }) {
  const client = useQueryClient()
  const turn = useMutation({
    mutationFn: (on: boolean) => changeReceipts({ paused: !on }),
    onSuccess: ({ secret: _, ...now }) => client.setQueryData(receiptsQuery.queryKey, now),
  })
  const test = useMutation({
    mutationFn: sendTest,
    onSuccess: () => {
      void toast('Test sent; see below how it fared')
      return client.invalidateQueries({ queryKey: receiptsQuery.queryKey })
    },
  })
  const nobody = receipts.mails.length === 0 && receipts.webhook === null
  const on = turn.isPending ? turn.variables : !receipts.paused
  const { last } = receipts
  return (
    <Panel title="Daily receipt">
      <div className="stack s4">
        <p className="sub">
          Once a day, when something has come in, the newest signed checkpoint leaves this place: your half of the
          stick. Whoever keeps it notices any change to a record under it, even one that we made.
        </p>
        <Switch
          checked={on}
          disabled={!may || turn.isPending}
          onChange={(next) => turn.mutate(next)}
          label="Receipts are sent"
        />
        <Facts
          items={[
            ['Last receipt', last ? `${day(last.day)}, ${count(last.size)} records` : unknown],
            ['Sent to', nobody ? 'nobody yet' : sentTo(receipts)],
          ]}
        />
        <FormError error={turn.error ?? test.error} />
        <div className="row wrap">
          {may ? (
            <Button busy={test.isPending} disabled={nobody} onClick={() => test.mutate()}>
              Send a test
            </Button>
          ) : null}
          <ButtonLink to="/ledger" hash="receipt">
            Check a receipt
          </ButtonLink>
        </div>
      </div>
    </Panel>
  )
}

function sentTo({ mails, webhook }: ReceiptSettings): string {
  const addresses = mails.length === 0 ? [] : [mails.length === 1 ? 'one address' : `${mails.length} addresses`]
  return [...addresses, ...(webhook ? ['a webhook'] : [])].join(' and ')
}
