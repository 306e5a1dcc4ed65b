// The records behind a part, from the ledger itself: their bytes are hashed here, so a row's hash is that of what it was made of.
import type { TenantId } from '../../ids.ts'
import { hex, utf8 } from '../../ledger/bytes.ts'
import { leafHash } from '../../ledger/hash.ts'
import type { LedgerRecord } from '../../ledger/record.ts'
import type { Home } from '../../region.ts'
import { nativeSha256 } from '../../tenant/native-hash.ts'
import { withLedger } from '../../tenant/reach.ts'
import { estimateUsage } from '../../vendors/prices/prices.ts'
import { type BillLine, billLine } from './line.ts'

/** Records a call: what the ledger hands out at once. */
const AT_ONCE = 1000

export type HashedRecord = { record: LedgerRecord; hash: string }

/**
 * What `make` makes of each record, in the order of `seqs`; at once, so that the records of a part are never all in memory. Throws where
 * one is not there: the read model named it.
 */
export async function readEach<T>(
  { home, tenant }: { home: Home; tenant: TenantId },
  seqs: readonly number[],
  make: (one: HashedRecord) => T,
): Promise<T[]> {
  const found = new Map<number, T>()
  for (let at = 0; at < seqs.length; at += AT_ONCE) {
    const wanted = seqs.slice(at, at + AT_ONCE)
    const texts = await withLedger(
      home,
      tenant,
      async (ledger): Promise<{ seq: number; text: string }[]> => await ledger.recordsAt(wanted),
    )
    for (const { seq, text } of texts) {
      // Our own bytes, checked when they were appended.
      const record = JSON.parse(text) as LedgerRecord
      found.set(seq, make({ record, hash: hex(leafHash(utf8(text), nativeSha256)) }))
    }
  }
  return seqs.map((seq) => {
    const one = found.get(seq)
    if (one === undefined) throw new Error(`record ${seq} of ${tenant} is not there`)
    return one
  })
}

/** The bill line of a record of the kind cost. */
export const lineOf = ({ record, hash }: HashedRecord): BillLine => {
  if (record.kind !== 'cost') throw new Error(`record ${record.seq} is no bill line`)
  return billLine(record, hash)
}

/** A record of use as a line of what it would cost by the list; null where the list has no price any more. */
export function estimatedLine({ record, hash }: HashedRecord): BillLine | null {
  const { data, stream } = record
  const vendor = stream.startsWith('openai.') ? 'openai' : 'anthropic'
  const nano = estimateUsage(vendor, data)
  if (record.kind !== 'usage' || nano === null) return null
  const tier = data.batch === true ? 'batch' : data.service_tier
  const made = {
    ...data,
    service_tier: tier ?? null,
    cost_type: 'tokens',
    currency: 'USD',
    amount_nano: nano.toString(),
  }
  const line = billLine({ ...record, data: { ...made, quantity: null, list_nano: null } }, hash)
  return { ...line, description: `Estimate by list price: ${line.model ?? stream}` }
}
