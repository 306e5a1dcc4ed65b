// Settings → Receipts: each day's signed checkpoint by mail and to a webhook, so that the organization holds its half of the stick.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '../../../shell/may.ts'
import { ErrorPanel, Note } from '../../../ui/feedback.tsx'
import { SkeletonRows, Waiting } from '../../../ui/skeleton.tsx'
import { Deliveries } from './deliveries.tsx'
import { MailAddresses } from './mail-addresses.tsx'
import { receiptsQuery } from './queries.ts'
import { SecretShownOnce } from './secret-shown-once.tsx'
import { SendingPanel } from './sending.tsx'
import { Webhook } from './webhook.tsx'

export function ReceiptsPart() {
  const receipts = useQuery(receiptsQuery)
  const may = useMay('write:settings')
  const [secret, setSecret] = useState<string | null>(null)
  const data = receipts.data
  if (receipts.error && !data) {
    return <ErrorPanel what="The receipts" error={receipts.error} onRetry={() => void receipts.refetch()} />
  }
  return (
    <Waiting waiting={receipts.isPending} skeleton={<SkeletonRows rows={8} />}>
      {() =>
        data ? (
          <div className="stack s8">
            <div className="stack s8 read">
              {may ? null : <Note>Your role reads settings; an owner or admin changes them.</Note>}
              <SendingPanel receipts={data} may={may} />
              <MailAddresses key={`mails ${data.mails.join()}`} receipts={data} may={may} />
              <Webhook key={`webhook ${data.webhook?.url ?? ''}`} receipts={data} may={may} onSecret={setSecret} />
            </div>
            <Deliveries deliveries={data.deliveries} />
            {secret === null ? null : <SecretShownOnce secret={secret} onClose={() => setSecret(null)} />}
          </div>
        ) : null
      }
    </Waiting>
  )
}
