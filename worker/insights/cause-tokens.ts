// Causes that lie in what a token costs and which tokens were used: a price that changed on a day, a cache that stopped being hit.
import { middle, ratio } from './cause-parts.ts'
import type { CauseFacts, ModelDays } from './cause-shapes.ts'
import { isInput, type TokenType } from './token-types.ts'

export type TokenEffect = { nano: bigint; facts: CauseFacts }

type Kind = { type: TokenType; tokens: readonly bigint[]; nano: readonly bigint[] }

/** Days before that a usual price or hit rate is taken from. */
const BEFORE = 14
/** A price has changed when it is 2 % off and four times further than it usually strays. */
const LEAST_CHANGE = 0.02
const STRAYS = 4
/** Points that a hit rate must fall to be a cause. */
const LEAST_FALL = 0.1

const kindsOf = (model: ModelDays): Kind[] =>
  Object.entries(model.kinds).map(([type, days]) => ({ type: type as TokenType, ...days })) // keys of a Record<TokenType>

const last = (list: readonly bigint[]): bigint => list.at(-1) ?? 0n
const sum = (list: readonly bigint[]): bigint => list.reduce((all, one) => all + one, 0n)

/** Picodollars a token, one for each day on which there were tokens. */
const prices = ({ tokens, nano }: Kind): bigint[] =>
  tokens.flatMap((count, i) => (count > 0n ? [((nano[i] ?? 0n) * 1000n) / count] : []))

/**
 * What changed prices made of the day: today's tokens × (price today − price before), summed; the facts speak of the largest. The
 * price before is that of the days before a change, which may lie up to `since` days back (a shift is told some days late).
 */
export function priceEffect(models: readonly ModelDays[], since: number): TokenEffect {
  const effects = models.flatMap((model) =>
    kindsOf(model).flatMap((kind) => {
      const change = changedPrice(kind, since)
      return change === null ? [] : [{ model, kind, ...change }]
    }),
  )
  const nano = sum(effects.map((effect) => effect.nano))
  const most = effects.reduce<(typeof effects)[number] | undefined>(
    (best, one) => (best === undefined || one.nano * sign(nano) > best.nano * sign(nano) ? one : best),
    undefined,
  )
  if (most === undefined) return { nano: 0n, facts: {} }
  const { model, kind, before, after } = most
  return {
    nano,
    facts: {
      dimension: 'model',
      value: model.model,
      vendor: model.vendor,
      tokenType: kind.type,
      before: Number(before),
      after: Number(after),
    },
  }
}

const sign = (amount: bigint): bigint => (amount < 0n ? -1n : 1n)

function changedPrice(kind: Kind, since: number): { before: bigint; after: bigint; nano: bigint } | null {
  const tokens = last(kind.tokens)
  const all = prices({ ...kind, tokens: kind.tokens.slice(0, -1), nano: kind.nano.slice(0, -1) })
  const old = all.slice(0, Math.max(0, all.length - since)).slice(-BEFORE)
  if (tokens === 0n || old.length < 3) return null
  const before = middle(old)
  const after = (last(kind.nano) * 1000n) / tokens
  const strays = middle(old.map((price) => (price > before ? price - before : before - price)))
  const change = Math.abs(ratio(after - before, before))
  if (change < LEAST_CHANGE || change < STRAYS * ratio(strays, before)) return null
  return { before, after, nano: last(kind.nano) - (tokens * before) / 1000n }
}

/** What a worse hit rate cost on the day: its input at its own prices, split as today against split as before. The worst model. */
export function cacheEffect(models: readonly ModelDays[], since: number): TokenEffect {
  const effects = models.map((model) => missedCache(model, since)).filter((effect) => effect !== null)
  return effects.reduce<TokenEffect>((most, one) => (one.nano > most.nano ? one : most), { nano: 0n, facts: {} })
}

function missedCache(model: ModelDays, since: number): TokenEffect | null {
  const kinds = kindsOf(model).filter(({ type }) => isInput(type))
  const before = kinds.map((kind) => sum(kind.tokens.slice(0, -1 - since).slice(-BEFORE)))
  const today = kinds.map((kind) => last(kind.tokens))
  const [allBefore, allToday] = [sum(before), sum(today)]
  const read = kinds.findIndex(({ type }) => type === 'cache_read')
  if (read < 0 || allBefore === 0n || allToday === 0n) return null
  const [was, is] = [ratio(before[read] ?? 0n, allBefore), ratio(today[read] ?? 0n, allToday)]
  if (was - is < LEAST_FALL) return null
  const asBefore = kinds.map((kind, i) => {
    const price = middle(prices(kind).slice(-BEFORE))
    return (allToday * (before[i] ?? 0n) * price) / (allBefore * 1000n)
  })
  const nano = sum(kinds.map((kind) => last(kind.nano))) - sum(asBefore)
  return { nano, facts: { dimension: 'model', value: model.model, vendor: model.vendor, before: was, after: is } }
}
