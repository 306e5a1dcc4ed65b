// A turn between its acceptance and its record: sealed whole in the vault bucket, because a queue keeps what it is given in no region.
import { z } from 'zod'
import { b64, fromB64 } from '../../ledger/bytes.ts'
import type { SealedDraft } from '../../tenant/draft.ts'

/** The draft of the record, complete: the sentence lies in `envelope`, under the person's own key. */
const Waiting = z.object({
  id: z.string(),
  occurredAt: z.string(),
  subject: z.string(),
  dataJson: z.string(),
  sealedJson: z.string(),
  envelope: z.string(),
})

/** Constant: the same id is the same turn, whatever a repeated call says. */
const VALUE = 'turn'

export type TurnDraft = Omit<SealedDraft, 'envelope' | 'sealedJson' | 'subject'> & {
  envelope: Uint8Array
  sealedJson: string
  subject: string
}

const pathOf = (tenant: string, id: string): string => `turns/${tenant}/${id.slice('turn/'.length)}`

/** Keeps a draft; false when one of this id waits already, which then stays as it is. */
export async function putWaiting(bucket: R2Bucket, tenant: string, draft: TurnDraft): Promise<boolean> {
  const { id, occurredAt, subject, dataJson, sealedJson } = draft
  const body = JSON.stringify({ id, occurredAt, subject, dataJson, sealedJson, envelope: b64(draft.envelope) })
  return (await bucket.put(pathOf(tenant, id), body, { onlyIf: { etagDoesNotMatch: '*' } })) !== null
}

/** The draft that waits under `id`, or null: it was never kept, or its record is in the ledger. */
export async function takeWaiting(bucket: R2Bucket, tenant: string, id: string): Promise<SealedDraft | null> {
  const stored = await bucket.get(pathOf(tenant, id))
  if (stored === null) return null
  const { envelope, ...rest } = Waiting.parse(await stored.json())
  return { kind: 'interaction', rev: 0, value: VALUE, ...rest, envelope: fromB64(envelope) }
}

/** Only behind the record. */
export async function dropWaiting(bucket: R2Bucket, tenant: string, id: string): Promise<void> {
  await bucket.delete(pathOf(tenant, id))
}
