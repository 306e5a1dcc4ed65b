// A small company's use of models, day by day and exact to the nanodollar, into which a test puts one cause at a time.
import type { CauseInput, Dimension, ModelDays, ValueDays } from '../../worker/insights/causes.ts'
import type { TokenType } from '../../worker/insights/token-types.ts'
import { dayAfter, random } from './spend-series.ts'

export type Row = {
  day: number
  key: string
  person: string
  workspace: string
  model: string
  vendor: string
  tokens: Partial<Record<TokenType, bigint>>
}

/** Picodollars a token; a test may change one from a day on. */
export type PriceAt = (model: string, type: TokenType, day: number) => bigint

const INPUT: Record<string, bigint> = { 'opus-x': 5_000_000n, 'sonnet-x': 3_000_000n, 'sol-x': 2_500_000n }

export const listPrice: PriceAt = (model, type) => {
  const input = INPUT[model] ?? 1_000_000n
  if (type === 'cache_read') return input / 10n
  if (type === 'cache_write_5m') return (input * 5n) / 4n
  return type === 'output' ? input * 5n : input
}

const USERS = [
  { key: 'web-app', person: 'p-ada', workspace: 'platform', model: 'opus-x', vendor: 'anthropic', size: 900 },
  { key: 'ci', person: 'p-bo', workspace: 'platform', model: 'sonnet-x', vendor: 'anthropic', size: 700 },
  { key: 'research-batch', person: 'p-cy', workspace: 'research', model: 'opus-x', vendor: 'anthropic', size: 500 },
  { key: 'notebook', person: 'p-di', workspace: 'research', model: 'sonnet-x', vendor: 'anthropic', size: 400 },
  { key: 'search-ranking', person: 'p-ed', workspace: 'search', model: 'sol-x', vendor: 'openai', size: 800 },
  { key: 'support-bot', person: 'p-fi', workspace: 'support', model: 'sol-x', vendor: 'openai', size: 300 },
]

/** `days` ordinary days from Sunday 2026-09-06 on, seeded. */
export function ordinaryRows(days: number, seed = 1): Row[] {
  const next = random(seed)
  return Array.from({ length: days }, (_, day) =>
    USERS.map(({ size, ...who }) => {
      const weekend = day % 7 === 0 || day % 7 === 6 ? 0.4 : 1
      const input = BigInt(Math.round(size * 10_000 * weekend * (0.92 + 0.16 * next())))
      const tokens = {
        uncached_input: (input * 3n) / 10n,
        cache_read: (input * 6n) / 10n,
        cache_write_5m: input / 10n,
        output: input / 8n,
      }
      return { day, ...who, tokens }
    }),
  ).flat()
}

const cost = (tokens: bigint, picodollars: bigint): bigint => (tokens * picodollars) / 1000n

const nanoOf = ({ model, day, tokens }: Row, price: PriceAt): bigint =>
  entries(tokens).reduce((sum, [type, count]) => sum + cost(count, price(model, type, day)), 0n)

export const entries = (tokens: Row['tokens']): [TokenType, bigint][] => Object.entries(tokens) as [TokenType, bigint][] // the keys of that record are TokenTypes

/** What the last of `days` days looks like to the search for causes; its expectation is that of the ordinary rows. */
export function causeInput(
  rows: readonly Row[],
  options: { days: number; expected: bigint; kind?: 'spike' | 'shift'; price?: PriceAt },
): CauseInput {
  const { days, expected, kind = 'spike', price = listPrice } = options
  const dates = Array.from({ length: days }, (_, i) => dayAfter('2026-09-06', i))
  const byDay = (mine: readonly Row[], of: (row: Row) => bigint): bigint[] =>
    dates.map((_, day) => mine.filter((row) => row.day === day).reduce((sum, row) => sum + of(row), 0n))
  const values = (dimension: Dimension): ValueDays[] =>
    [...new Set(rows.map((row) => row[dimension]))].map((value) => ({
      value,
      amounts: byDay(
        rows.filter((row) => row[dimension] === value),
        (row) => nanoOf(row, price),
      ),
    }))
  const models: ModelDays[] = [...new Set(rows.map(({ model }) => model))].map((model) => {
    const mine = rows.filter((row) => row.model === model)
    const types = [...new Set(mine.flatMap(({ tokens }) => entries(tokens).map(([type]) => type)))]
    const kinds = types.map((type) => [
      type,
      {
        tokens: byDay(mine, ({ tokens }) => tokens[type] ?? 0n),
        nano: byDay(mine, ({ tokens, day }) => cost(tokens[type] ?? 0n, price(model, type, day))),
      },
    ])
    return { model, vendor: mine[0]?.vendor ?? '', kinds: Object.fromEntries(kinds) }
  })
  const actual = rows.filter(({ day }) => day === days - 1).reduce((sum, row) => sum + nanoOf(row, price), 0n)
  return {
    finding: { date: dates.at(-1) ?? '', expected, actual, direction: actual >= expected ? 'up' : 'down', kind },
    dates,
    dimensions: {
      key: values('key'),
      person: values('person'),
      workspace: values('workspace'),
      model: values('model'),
      vendor: values('vendor'),
    },
    models,
  }
}

/** What the last day would have cost without the cause. */
export const ordinaryCost = (rows: readonly Row[], day: number): bigint =>
  rows.filter((row) => row.day === day).reduce((sum, row) => sum + nanoOf(row, listPrice), 0n)

export const times = (tokens: Row['tokens'], percent: bigint): Row['tokens'] =>
  Object.fromEntries(entries(tokens).map(([type, count]) => [type, (count * percent) / 100n]))
