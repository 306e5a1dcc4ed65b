// Which part of a model's estimate each kind of token made: the list's rates as weights, so that the parts add up to it exactly.
import { TOKEN_COLUMNS, type TokenName } from '../db/tenant/tokens.ts'
import type { TokenType } from '../insights/token-types.ts'
import { type PricedKind, ratesOf } from '../vendors/prices/rates.ts'
import type { Vendor } from '../vendors/stream.ts'

/** Names in the order of a line's `kinds`. */
export const KIND_NAMES: readonly TokenName[] = Object.keys(TOKEN_COLUMNS) as TokenName[] // all its keys are TokenName

export type KindPart = { kind: TokenType; tokens: bigint; nano: bigint }

/**
 * `nano` cut by tokens × rate; tier, region and batch multiply every kind alike, so the plain rates are the right weights. What has no
 * tokens or no price at all is `none`. The rest of a division goes to the largest part.
 */
export function splitByKind(
  vendor: Vendor,
  model: string,
  day: string,
  tokens: readonly bigint[],
  nano: bigint,
): KindPart[] {
  const rates = ratesOf(vendor, model, day)
  const parts = KIND_NAMES.flatMap((kind, at) => {
    const count = tokens[at] ?? 0n
    return count === 0n ? [] : [{ kind, tokens: count, weight: count * (rates?.[kind satisfies PricedKind] ?? 0n) }]
  })
  const whole = parts.reduce((sum, { weight }) => sum + weight, 0n)
  const cut = parts.map(({ kind, tokens: count, weight }) => ({
    kind,
    tokens: count,
    nano: whole === 0n ? 0n : (nano * weight) / whole,
  }))
  const rest = nano - cut.reduce((sum, part) => sum + part.nano, 0n)
  if (rest === 0n) return cut
  const largest =
    whole === 0n ? undefined : cut.toSorted((a, b) => (a.nano === b.nano ? 0 : a.nano > b.nano ? -1 : 1))[0]
  if (largest === undefined) return [...cut, { kind: 'none', tokens: 0n, nano: rest }]
  return cut.map((part) => (part === largest ? { ...part, nano: part.nano + rest } : part))
}
