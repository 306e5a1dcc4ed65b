// What a ledger has of some days, held against what really happened at the simulated company on them.
import { expect } from 'vitest'
import { scaled } from '../../worker/vendors/counts.ts'
import { dayNumber } from '../simulator/days.ts'
import { truthOf } from '../simulator/truth.ts'
import type { Stage } from './stage.ts'
import { type InForce, sumOf } from './twins.ts'

type Found = (stream: string) => InForce

/** How many records of a stream lie on these days. */
const rowsOn = (days: readonly string[], { records }: InForce): bigint =>
  BigInt(records.filter(({ occurred_at }) => days.includes(occurred_at.slice(0, 10))).length)

const total = (numbers: (number | undefined)[]): bigint => numbers.reduce((sum, one) => sum + BigInt(one ?? 0), 0n)
const truths = (on: Stage, days: readonly string[]) => days.map((day) => truthOf(on.simulator.world, dayNumber(day)))

/** Rows and sums of Anthropic's usage and events of its feed, at the present moment of the stage. */
export function expectAnthropicTruth(on: Stage, days: readonly string[], found: Found): void {
  const truth = truths(on, days)
  const rows = (stream: string) => rowsOn(days, found(stream))
  expect(rows('anthropic.usage')).toBe(total(truth.map(({ usage }) => usage.rows)))
  expect(sumOf(found('anthropic.usage'), 'output', days)).toBe(total(truth.map(({ usage }) => usage.output)))
  expect(rows('anthropic.activity')).toBe(total(truth.map(({ activity }) => activity.events)))
}

/** Every line of Anthropic's classic cost report, to the last fraction of a cent; the newer one says six places. */
export function expectAnthropicCosts(on: Stage, days: readonly string[], found: Found): void {
  const truth = truths(on, days)
  expect(rowsOn(days, found('anthropic.costs'))).toBe(total(truth.map(({ costs }) => costs.lines)))
  const lines = found('anthropic.costs').records.filter(({ data }) => days.includes(String(data.day)))
  const exact = (texts: string[]) => texts.reduce((sum, text) => sum + (scaled(text, 12) ?? 0n), 0n)
  expect(exact(lines.map(({ data }) => String(data.amount)))).toBe(exact(truth.map(({ costs }) => costs.cents)))
}

const openaiTruths = (on: Stage, days: readonly string[]) => truths(on, days).map(({ openai }) => openai)

/** Rows and sums of OpenAI's reports, costs to the nanodollar. */
export function expectReportsTruth(on: Stage, days: readonly string[], found: Found): void {
  const truth = openaiTruths(on, days)
  const rows = (stream: string) => rowsOn(days, found(stream))
  for (const product of ['completions', 'embeddings', 'images', 'web_search_calls'] as const) {
    expect(rows(`openai.usage.${product}`)).toBe(total(truth.map(({ usage }) => usage[product].rows)))
  }
  const output = total(truth.map(({ usage }) => usage.completions.output_tokens))
  expect(output).toBeGreaterThan(0n)
  expect(sumOf(found('openai.usage.completions'), 'output', days)).toBe(output)
  expect(rows('openai.costs')).toBe(total(truth.map(({ costs }) => costs.lines)))
  const nano = truth.reduce((sum, { costs }) => sum + costs.nano, 0n)
  expect(sumOf(found('openai.costs'), 'amount_nano', days)).toBe(nano)
}

/** Every event of OpenAI's audit log but those of the tenant above the organization. */
export function expectAuditTruth(on: Stage, days: readonly string[], found: Found): void {
  const events = total(openaiTruths(on, days).map(({ audit }) => audit.events))
  expect(rowsOn(days, found('openai.audit_logs'))).toBe(events)
}

export function expectOpenaiTruth(on: Stage, days: readonly string[], found: Found): void {
  expectReportsTruth(on, days, found)
  expectAuditTruth(on, days, found)
}
