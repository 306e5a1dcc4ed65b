// Names of bill lines: every form of the reference's section 6, and garbage, which is never lost and never guessed at.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineItem } from '../../../worker/vendors/openai/line-item.ts'

type Read = [cost: string, token: string | null, model: string | null, tier?: string | null, window?: string | null]
const read = (name: string | null) => {
  const { cost_type, token_type, model, service_tier, context_window } = lineItem(name)
  return [cost_type, token_type, model, service_tier, context_window]
}

describe('a name', () => {
  it.each<[string, Read]>([
    ['gpt-6.2-sol, input', ['tokens', 'input', 'gpt-6.2-sol']],
    ['gpt-6.2-sol, cached input', ['tokens', 'cached_input', 'gpt-6.2-sol']],
    ['gpt-6.2-sol, output', ['tokens', 'output', 'gpt-6.2-sol']],
    ['gpt-6.2-sol, cache writes', ['tokens', 'cache_writes', 'gpt-6.2-sol']],
    ['gpt-6.2-sol, cache writes 12h', ['tokens', 'cache_writes_12h', 'gpt-6.2-sol']],
    ['priority | gpt-6.1-sol, input', ['tokens', 'input', 'gpt-6.1-sol', 'priority']],
    ['flex | gpt-6.1-sol, cached input', ['tokens', 'cached_input', 'gpt-6.1-sol', 'flex']],
    ['ultrafast | gpt-6.1-sol, output', ['tokens', 'output', 'gpt-6.1-sol', 'ultrafast']],
    ['batch | gpt-5.4-mini-2026-03-17, input', ['tokens', 'input', 'gpt-5.4-mini-2026-03-17', 'batch']],
    ['default | gpt-6.1-sol, input', ['tokens', 'input', 'gpt-6.1-sol']],
    ['warp | gpt-6.1-sol, input', ['tokens', 'input', 'gpt-6.1-sol', 'warp']],
    ['gpt-6.2-sol, input, long context', ['tokens', 'input', 'gpt-6.2-sol', null, 'long']],
    [
      'priority | gpt-6.2-sol, cached input, long context',
      ['tokens', 'cached_input', 'gpt-6.2-sol', 'priority', 'long'],
    ],
    ['gpt-6.2-sol, output, regional', ['tokens', 'output', 'gpt-6.2-sol']],
    ['gpt-audio-mini-2025-12-15 audio, input', ['tokens', 'audio_input', 'gpt-audio-mini-2025-12-15']],
    ['gpt-audio-mini-2025-12-15 audio, cached input', ['tokens', 'audio_cached_input', 'gpt-audio-mini-2025-12-15']],
    ['gpt-image-2.5-flare image, output', ['tokens', 'image_output', 'gpt-image-2.5-flare']],
    ['gpt-realtime-2 text, output', ['tokens', 'output', 'gpt-realtime-2']],
    ['whisper-1, audio', ['audio', null, 'whisper-1']],
    ['tts-1, characters', ['audio', null, 'tts-1']],
    ['dall-e-2, image', ['images', null, 'dall-e-2']],
    ['web search tool calls', ['web_search', null, null]],
    ['file search tool calls', ['file_search', null, null]],
    ['code interpreter sessions', ['code_interpreter', null, null]],
    ['Vector storage', ['storage', null, null]],
    ['assistants api | file search', ['file_search', null, null]],
    ['assistants api | code interpreter', ['code_interpreter', null, null]],
    ['assistants api | gpt-4o, input', ['tokens', 'input', 'gpt-4o']],
    ['ft-gpt-4o-2024-08-06, input', ['tokens', 'input', 'ft-gpt-4o-2024-08-06']],
    ['ft:gpt-4o-2024-08-06:acme::abc, output', ['tokens', 'output', 'ft:gpt-4o-2024-08-06:acme::abc']],
    ['ft-gpt-4o-2024-08-06, training', ['fine_tuning', 'training', 'ft-gpt-4o-2024-08-06']],
    ['ft-gpt-4o-2024-08-06, training tokens', ['fine_tuning', 'training_tokens', 'ft-gpt-4o-2024-08-06']],
    ['gpt-6-astra, input_tokens', ['tokens', 'input', 'gpt-6-astra']],
    ['gpt-6-astra, Cached_Input_Tokens', ['tokens', 'cached_input', 'gpt-6-astra']],
    ['Text tokens', ['tokens', null, null]],
    ['Image models', ['images', null, null]],
    ['Audio models', ['audio', null, null]],
    ['Fine-tuning models', ['fine_tuning', null, null]],
    ['  GPT-6.2-sol ,  INPUT ', ['tokens', 'input', 'GPT-6.2-sol']],
  ])('%j', (name, [cost, token, model, tier = null, window = null]) => {
    expect(read(name)).toEqual([cost, token, model, tier, window])
  })

  it.each([
    null,
    '',
    ' ',
    ',',
    '|',
    ', input',
    '| , ,',
    'gpt-6.2-sol',
    'gpt-6.2-sol,',
    'gpt-6.2-sol, hologram',
    'a | b | c, input',
    'two words, input',
    'Q3 credit',
    'constructor',
    '__proto__, toString',
    'Größe, Menge',
  ])('%j is other', (name) => expect(read(name)).toEqual(['other', null, null, null, null]))

  it('of any kind is read without a fault, and never into more than a record takes', () => {
    const words = fc.constantFrom(
      'gpt-5',
      ',',
      ' | ',
      'input',
      'audio',
      ' ',
      'batch',
      'cached',
      '_',
      'long context',
      '|',
    )
    const names = fc.oneof(
      fc.string({ maxLength: 400 }),
      fc.array(words, { maxLength: 30 }).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(names, (name) => {
        const item = lineItem(name)
        if (item.model !== null) expect(name).toContain(item.model)
        if (item.cost_type === 'other') expect(item.model).toBeNull()
        expect(item.token_type?.length ?? 0).toBeLessThanOrEqual(120)
        expect(item.token_type ?? 'x').toMatch(/^[a-z0-9_]+$/)
      }),
      { numRuns: 500 },
    )
  })
})
