// What a receipt says: the signed checkpoint in its exact bytes, as JSON for a webhook and as a file.
import type { TenantId } from '../ids.ts'

/** Where the receipt before this one stands in the root log by now; `block` and `time` once a Bitcoin block attests that cut. */
export type RootStanding = {
  checkpoint_size: number
  index: number
  root_size: number
  state: 'included' | 'submitted' | 'pending' | 'confirmed' | 'buried'
  block?: number
  time?: string
}

/** `note`: the C2SP signed note, LEDGER section 3. `root` in hex. `at`: when the receipt was made, RFC 3339. */
export type Receipt = {
  tenant: TenantId
  organization: string
  size: number
  root: string
  note: string
  at: string
  test: boolean
  rootLog: RootStanding | null
}

/** The body of the webhook: type, timestamp and data, as Standard Webhooks recommends. The same receipt gives the same bytes. */
export function webhookBody({ at, tenant, organization, size, root, note, test, rootLog }: Receipt): string {
  const data = {
    tenant,
    organization,
    size,
    root,
    note,
    ...(test && { test }),
    ...(rootLog !== null && { root_log: rootLog }),
  }
  return JSON.stringify({ type: 'checkpoint.receipt', timestamp: at, data })
}

export const receiptFileName = ({ tenant, size }: Pick<Receipt, 'tenant' | 'size'>): string =>
  `${tenant}-${size}.checkpoint.txt`
