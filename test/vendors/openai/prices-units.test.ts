// What is not billed by generated tokens: pictures, characters, minutes, searches, sessions, storage, each at its list price.
import { describe, expect, it } from 'vitest'
import { estimateUsage } from '../../../worker/vendors/prices/prices.ts'
import { DAY, M, usd } from '../pricing.ts'

describe('the other endpoints', () => {
  it.each<[string, Record<string, unknown>, number | null]>([
    ['embeddings', { model: 'text-embedding-3-small', uncached_input: M }, 0.02],
    ['embeddings', { model: 'text-embedding-3-large', uncached_input: M }, 0.13],
    ['embeddings', { model: 'text-embedding-ada-002', uncached_input: M }, 0.1],
    ['embeddings', { model: 'text-embedding-9', uncached_input: M }, null],
    ['embeddings', { model: 'text-embedding-3-small', uncached_input: null }, null],
    ['moderations', { model: 'omni-moderation-2024-09-26', uncached_input: M }, 0],
    ['moderations', { model: null, uncached_input: null }, null],
    ['audio_speeches', { model: 'tts-1', quantity: M }, 15],
    ['audio_speeches', { model: 'tts-1-hd', quantity: M }, 30],
    ['audio_speeches', { model: 'gpt-4o-mini-tts', quantity: M }, null],
    ['audio_transcriptions', { model: 'whisper-1', quantity: 600 }, 0.06],
    ['audio_transcriptions', { model: 'gpt-transcribe', quantity: 60 }, 0.0045],
    ['audio_transcriptions', { model: 'gpt-live-transcribe', quantity: 60_000 }, 17],
    ['audio_transcriptions', { model: 'gpt-4o-transcribe', quantity: 60 }, null],
    ['images', { model: 'dall-e-2', size: '1024x1024', quantity: 10 }, 0.2],
    ['images', { model: 'dall-e-2', size: '256x256', quantity: 10 }, 0.16],
    ['images', { model: 'dall-e-2', size: null, quantity: 10 }, null],
    ['images', { model: 'dall-e-2', size: 'constructor', quantity: 10 }, null],
    ['images', { model: 'dall-e-3', size: '1024x1024', quantity: 10 }, null],
    ['images', { model: 'gpt-image-2.5-flare-2026-09-08', size: '1024x1024', quantity: 10 }, null],
    ['vector_stores', { quantity: 5 * 2 ** 30 }, 0.5],
    ['vector_stores', { quantity: null }, null],
    ['code_interpreter_sessions', { quantity: 16 }, 0.48],
    ['file_search_calls', { quantity: 230 }, 0.575],
    ['web_search_calls', { model: 'gpt-6.2-sol', web_searches: 31 }, 0.31],
    ['web_search_calls', { model: null, web_searches: 1 }, 0.01],
    ['web_search_calls', { model: 'gpt-4o-search-preview-2025-03-11', web_searches: 2 }, 0.05],
    ['web_search_calls', { model: 'gpt-4o-mini-search-preview', web_searches: 2 }, 0.05],
    ['web_search_calls', { model: 'gpt-6.2-sol', web_searches: null }, null],
    ['of_tomorrow', { quantity: 1 }, null],
    ['constructor', { quantity: 1 }, null],
  ])('%s %j', (product, data, amount) => {
    expect(estimateUsage('openai', { day: DAY, product, ...data })).toBe(amount === null ? null : usd(amount))
  })

  it('have no price without a day or an endpoint', () => {
    expect(estimateUsage('openai', {})).toBeNull()
    expect(estimateUsage('openai', { product: 'vector_stores', quantity: 1 })).toBeNull()
  })
})
