// What a usage row would cost by its vendor's list. Estimates are never bills: discounts and credits are in no list.
import type { Vendor } from '../stream.ts'
import { estimate, type UsageRow } from './anthropic.ts'
import type { UsageData } from './counter.ts'
import { estimateOpenai } from './openai.ts'

/** Nanodollars, rounded once, half to even; null where the list has no price, which is not zero. */
export function estimateUsage(vendor: Vendor, data: UsageData): bigint | null {
  if (vendor === 'openai') return estimateOpenai(data) ?? null
  // Usage records are written by our own stream with exactly these members; a missing one reads as null.
  const result = estimate(data as unknown as UsageRow)
  return 'nano' in result ? result.nano : null
}
