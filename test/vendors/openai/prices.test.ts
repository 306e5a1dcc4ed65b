// The list of OpenAI's prices: what is billed by which part, tier and unit, and silence where the list is silent.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import list from '../../../worker/vendors/prices/openai.json'
import { estimateUsage } from '../../../worker/vendors/prices/prices.ts'
import { DAY, M, usd } from '../pricing.ts'

const of = (data: Record<string, unknown>) => estimateUsage('openai', { day: DAY, product: 'completions', ...data })
const tokens = (model: string, more: Record<string, unknown> = {}) =>
  of({ model, uncached_input: 0, output: 0, ...more })

/** A million of each category in turn: input, cached, 30-minute write, 12-hour write, output. */
const perMillion = (model: string, more: Record<string, unknown> = {}) =>
  ['uncached_input', 'cache_read', 'cache_write_30m', 'cache_write_12h', 'output'].map((name) =>
    tokens(model, { ...more, [name]: M }),
  )
const dollars = (amounts: (number | null)[]) => amounts.map((amount) => (amount === null ? null : usd(amount)))

describe('the list', () => {
  // US dollars per million. No 12-hour price beside a 30-minute one is no price; before gpt-5.6 both are plain input.
  it.each<[string, (number | null)[]]>([
    ['gpt-6.2-astra', [8, 0.4, 10, 20, 40]],
    ['gpt-6.2-sol', [2, 0.1, 2.5, 5, 10]],
    ['gpt-6.1-sol', [2, 0.1, 2.5, null, 10]],
    ['gpt-6-luna', [0.1, 0.01, 0.125, null, 0.5]],
    ['gpt-5.6-cyber', [12.5, 1.25, 15.625, null, 75]],
    ['gpt-5.5', [5, 0.5, 5, 5, 30]],
    ['gpt-5-nano', [0.05, 0.005, 0.05, 0.05, 0.4]],
    ['gpt-4o', [2.5, 1.25, 2.5, 2.5, 10]],
    // No cached rate is no reduction.
    ['o1-pro', [150, 150, 150, 150, 600]],
  ])('has %s', (model, amounts) => expect(perMillion(model)).toEqual(dollars(amounts)))

  it('says one price a model and day', () => {
    for (const entries of [list.text_models, list.modal_models]) {
      for (const name of new Set(entries.flatMap(({ models }) => models))) {
        for (const day of ['2026-06-25', '2026-07-29', '2026-07-30', '2026-08-20', '2026-08-21', '2030-01-01']) {
          const valid = entries.filter(
            ({ models, from, to }) => models.includes(name) && (!from || day >= from) && (!to || day < to),
          )
          expect(valid.length, `${name} ${day}`).toBeLessThanOrEqual(1)
        }
      }
    }
    const names = [...list.text_models, ...list.modal_models].flatMap(({ models, to }) => (to === null ? models : []))
    expect(new Set(names).size).toBe(names.length)
  })

  it('prices by the day of the use, and not before a model had a price', () => {
    const on = (day: string) => tokens('gpt-5.6-sol', { day, output: M })
    expect(['2026-06-25', '2026-06-26', '2026-08-20', '2026-08-21'].map(on)).toEqual(dollars([null, 30, 30, 20]))
    expect(tokens('gpt-5.6', { output: M })).toBe(usd(20))
  })

  it.each([
    ['gpt-5.4-mini-2026-03-17', 'gpt-5.4-mini'],
    ['gpt-4o-2024-08-06', 'gpt-4o'],
    ['gpt-5.1-codex-max', 'gpt-5.1'],
    ['gpt-5-search-api-2025-10-14', 'gpt-5'],
    ['gpt-5.5-chat-latest', 'chat-latest'],
    ['ft:gpt-4o-2024-08-06:acme:support:abc123', 'ft:gpt-4o'],
    ['ft:gpt-4o-mini:acme::abc123', 'ft:gpt-4o-mini'],
  ])('takes %s for %s', (said, listed) => {
    expect(perMillion(said)).toEqual(perMillion(listed))
    expect(tokens(listed, { output: M })).not.toBeNull()
  })

  it('has the snapshot that costs more under its own name, and the fine-tuned model under its own', () => {
    expect(tokens('gpt-4o-2024-05-13', { output: M })).toBe(usd(15))
    expect(tokens('ft:gpt-4o', { output: M })).toBe(usd(15))
  })

  it.each([
    'gpt-6.2',
    'gpt-6.2-sol-fast',
    'gpt-6.2-sol-20261117',
    'ft:gpt-6.2-sol:acme::x',
    'ft:',
    'xgpt-5',
    'constructor',
    '',
    null,
    undefined,
    7,
  ])('has no price for %j, and says so instead of zero', (model) => {
    expect(of({ model, uncached_input: 1, output: 1 })).toBeNull()
  })
})

describe('the tiers', () => {
  const output = (model: string, more: Record<string, unknown>) => tokens(model, { output: M, ...more })

  it.each<[string, Record<string, unknown>, number | null]>([
    ['gpt-6.2-sol', { service_tier: null }, 10],
    ['gpt-6.2-sol', { batch: false, service_tier: 'default' }, 10],
    ['gpt-6.2-sol', { batch: true, service_tier: 'default' }, 5],
    ['gpt-6.2-sol', { batch: true, service_tier: null }, 5],
    ['gpt-6.2-sol', { service_tier: 'flex' }, 5],
    ['gpt-6.2-sol', { service_tier: 'priority' }, 20],
    ['gpt-5.6-luna', { service_tier: 'priority' }, 2.4],
    ['gpt-5.4', { service_tier: 'priority' }, 30],
    ['gpt-5.5', { service_tier: 'priority' }, 75],
    ['gpt-5.2', { service_tier: 'priority' }, null],
    ['gpt-5.4-mini', { service_tier: 'priority' }, null],
    ['gpt-6.1-sol', { service_tier: 'ultrafast' }, 60],
    ['gpt-6.2-sol', { service_tier: 'ultrafast' }, null],
    ['gpt-6.2-sol', { service_tier: 'scale' }, null],
    ['gpt-6.2-sol', { service_tier: 'of_tomorrow' }, null],
    ['gpt-6.2-sol', { service_tier: 'priority', batch: true }, null],
  ])('%s %j', (model, more, amount) => expect(output(model, more)).toBe(amount === null ? null : usd(amount)))

  it('change every part alike', () => {
    expect(perMillion('gpt-6.2-sol', { batch: true })).toEqual(dollars([1, 0.05, 1.25, 2.5, 5]))
    expect(perMillion('gpt-6.1-sol', { service_tier: 'priority' })).toEqual(dollars([4, 0.2, 5, null, 20]))
  })
})

describe('modalities', () => {
  it('have their own prices where the model has them', () => {
    const row = {
      uncached_input: 6 * M,
      cache_read: 6 * M,
      output: 3 * M,
      input_audio: 2 * M,
      input_image: 3 * M,
      cached_audio: 1 * M,
      cached_image: 2 * M,
      output_audio: 1 * M,
      output_image: 0,
    }
    // Text 4/0.4/24, audio 32/0.4/64, pictures 5/0.5.
    const text = 1 * 4 + 3 * 0.4 + 2 * 24
    const audio = 2 * 32 + 1 * 0.4 + 1 * 64
    const image = 3 * 5 + 2 * 0.5
    expect(tokens('gpt-realtime-2.1', row)).toBe(usd(text + audio + image))
    expect(tokens('gpt-realtime-2.1', { ...row, output_image: 1 })).toBeNull()
  })

  it('are not guessed at where the model has no such price', () => {
    const none = { input_audio: 0, cached_audio: 0, output_audio: 0, input_image: 0, cached_image: 0, output_image: 0 }
    const row = { uncached_input: 10, cache_read: 10, output: 10, ...none }
    for (const part of ['input_audio', 'cached_audio', 'output_audio', 'output_image']) {
      expect(tokens('gpt-6.2-sol', { ...row, [part]: 1 }), part).toBeNull()
    }
    for (const part of ['input_image', 'cached_image', 'output_image']) {
      expect(tokens('gpt-audio', { ...row, [part]: 1 }), part).toBeNull()
    }
    expect(tokens('gpt-image-2', { ...row, output_image: 10 })).not.toBeNull()
    expect(tokens('gpt-image-2', { ...row, output_image: 9 })).toBeNull() // one token of text, which it has no price for
  })

  it('that a text model is shown are plain input, as the bill has them', () => {
    expect(tokens('gpt-6.2-sol', { uncached_input: M, input_image: M, cache_read: M, cached_image: M })).toBe(usd(2.1))
  })

  it('that were not counted leave a model with prices for them without one, and a text model with its own', () => {
    expect(tokens('gpt-realtime-2', { uncached_input: 1 })).toBeNull()
    expect(tokens('gpt-realtime-2')).toBe(0n)
    expect(tokens('gpt-6.2-sol', { uncached_input: M })).toBe(usd(2))
  })

  it('beyond the whole they are part of have no price', () => {
    expect(tokens('gpt-audio-mini', { uncached_input: 5, input_audio: 6 })).toBeNull()
  })
})

describe('an estimate', () => {
  it('is rounded once, half to even', () => {
    // gpt-5-nano cached at flex: 2.5 nanodollars a token.
    const flex = (cache_read: number) => tokens('gpt-5-nano', { cache_read, service_tier: 'flex' })
    expect([1, 2, 3, 5].map(flex)).toEqual([2n, 5n, 8n, 12n])
    // Two halves of one row make a whole: each rounded for itself would be 2 + 2.
    expect(tokens('gpt-5-nano', { cache_read: 2, cached_image: 1, batch: true })).toBe(5n)
    expect(of({ product: 'audio_transcriptions', model: 'gpt-realtime-whisper', quantity: 1 })).toBe(283_333n)
  })

  it('takes counters past 2^53 and refuses ones that are unknown', () => {
    expect(tokens('gpt-6.2-sol', { uncached_input: '90071992547409931' })).toBe(90071992547409931n * 2000n)
    expect(tokens('gpt-6.2-sol', { uncached_input: null })).toBeNull()
    expect(tokens('gpt-6.2-sol', { output: null })).toBeNull()
  })

  it('is what the slow formula says, for every model and mix of tokens', () => {
    const counter = fc.nat(50_000_000)
    fc.assert(
      fc.property(
        fc.constantFrom(...list.text_models.filter(({ to }) => to === null)),
        fc.tuple(counter, counter, counter, counter),
        fc.constantFrom(1, 2),
        (entry, [input, cached, write, output], half) => {
          const { pico } = entry
          fc.pre(pico.output !== null)
          const all =
            BigInt(input) * BigInt(pico.input) +
            BigInt(cached) * BigInt(pico.cached_input ?? pico.input) +
            BigInt(write) * BigInt(pico.cache_write_30m ?? pico.input) +
            BigInt(output) * BigInt(pico.output ?? 0)
          const got = tokens(entry.models[0] ?? '', {
            uncached_input: input,
            cache_read: cached,
            cache_write_30m: write,
            output,
            batch: half === 2,
          })
          const off = (got ?? -1n) * 1000n * BigInt(half) - all
          expect((off < 0n ? -off : off) * 2n).toBeLessThanOrEqual(1000n * BigInt(half))
        },
      ),
    )
  })
})
