// The table from a failure to what a person reads: every code has words, a state and a wait.
import { describe, expect, it } from 'vitest'
import type { Ended } from '../../worker/pull/job.ts'
import { backoffMs, verdictOf } from '../../worker/pull/verdict.ts'
import type { Fault } from '../../worker/vendors/http.ts'

const MINUTE = 60_000
const fault = (code: Fault['code'], more: Partial<Fault> = {}): Ended => ({
  end: 'fault',
  fault: { code, words: 'Anthropic said no.', ...more },
})
const verdict = (ended: Ended, failures = 1) => verdictOf('anthropic', ended, { failures, refusals: 1 })

describe('a verdict', () => {
  it.each([
    [fault('unauthorized'), 'retrying', /revoked, deleted or has expired.*Replace the key/, 15 * MINUTE],
    [fault('forbidden'), 'skipped', /cursor has not moved.*fills the gap/, 60 * MINUTE],
    [fault('not_found'), 'skipped', /cursor has not moved/, 60 * MINUTE],
    [fault('bad_request'), 'skipped', /cursor has not moved/, 60 * MINUTE],
    [fault('rate_limited', { retryAfter: 17 }), 'retrying', /slow down.*when it said/, 17_000],
    [{ end: 'fault', fault: { code: 'unreadable', words: 'x' } }, 'set_aside', /kept whole/, 60 * MINUTE],
    [
      { end: 'stopped', words: 'The ledger was rolled back.' },
      'retrying',
      /^The ledger was rolled back\.$/,
      60 * MINUTE,
    ],
    [
      { end: 'refused', words: 'usage x: too long' },
      'set_aside',
      /cannot be a record \(usage x: too long\)/,
      60 * MINUTE,
    ],
    [fault('unavailable', { final: true }), 'retrying', /Nothing is lost/, 60 * MINUTE],
  ] as [Ended, string, RegExp, number][])('of %j is %s with words and a wait', (ended, state, words, retryMs) => {
    expect(verdict(ended)).toEqual({ state, words: expect.stringMatching(words), retryMs })
  })

  it.each(['unavailable', 'timeout', 'network', 'too_large', 'rate_limited'] as const)('of %s backs off', (code) => {
    const waits = [1, 2, 3, 8, 40].map((failures) => verdict(fault(code), failures).retryMs)
    expect(waits[0]).toBeGreaterThanOrEqual(15_000)
    expect(waits[0]).toBeLessThanOrEqual(18_750)
    expect(waits.at(-1)).toBeLessThanOrEqual(75 * MINUTE)
    expect(waits.at(-1)).toBeGreaterThanOrEqual(60 * MINUTE)
    expect([...waits].sort((a, b) => a - b)).toEqual(waits)
  })

  it('repeats the vendor’s own words where they name what is missing', () => {
    const said = fault('forbidden', { vendorMessage: 'Missing required scopes.' })
    expect(verdict(said).words).toContain('Anthropic says: “Missing required scopes.”')
  })

  it('of a refusal by OpenAI asks once more before it is believed', () => {
    const refused = fault('forbidden', { vendorMessage: 'Missing scopes: api.usage.read.' })
    const first = verdictOf('openai', refused, { failures: 4, refusals: 1 })
    expect(first).toMatchObject({
      state: 'retrying',
      retryMs: MINUTE,
      words: expect.stringContaining('api.usage.read'),
    })
    expect(verdictOf('openai', refused, { failures: 5, refusals: 2 })).toMatchObject({ state: 'skipped' })
  })

  it('of an address that the vendor does not let in says so, and not that the key is broken', () => {
    const said = fault('unauthorized', { vendorMessage: 'Your IP address is not authorized for this organization.' })
    const { words } = verdictOf('openai', said, { failures: 1, refusals: 0 })
    expect(words).toMatch(/only listed addresses/)
    expect(words).not.toMatch(/revoked/)
  })

  it('spreads retries, so that not everybody comes back in the same second', () => {
    expect(backoffMs(3, 0)).toBe(60_000)
    expect(backoffMs(3, 1)).toBe(75_000)
    expect(backoffMs(1_000_000, 0)).toBe(60 * MINUTE)
  })
})
