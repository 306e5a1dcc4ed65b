// Usage: one stream an endpoint, each row with what its endpoint counts and nothing else, and people only as subjects.
import { describe, expect, it } from 'vitest'
import { usage } from '../../../worker/vendors/openai/usage.ts'
import speeches from '../../vectors/openai-examples/usage-audio-speeches.json'
import transcriptions from '../../vectors/openai-examples/usage-audio-transcriptions.json'
import sessions from '../../vectors/openai-examples/usage-code-interpreter-sessions.json'
import completions from '../../vectors/openai-examples/usage-completions.json'
import ungrouped from '../../vectors/openai-examples/usage-completions.ungrouped.json'
import embeddings from '../../vectors/openai-examples/usage-embeddings.json'
import fileSearches from '../../vectors/openai-examples/usage-file-search-calls.json'
import images from '../../vectors/openai-examples/usage-images.json'
import moderations from '../../vectors/openai-examples/usage-moderations.json'
import vectorStores from '../../vectors/openai-examples/usage-vector-stores.json'
import webSearches from '../../vectors/openai-examples/usage-web-search-calls.json'
import { ask, idOf, inTurn, literal, ORGANIZATION, pageOf, queryOf } from '../literal.ts'
import { bucket, lastPage, rowOf, streamOf } from './reporting.ts'

const draftsOf = async (product: string, answer: unknown) =>
  pageOf(await streamOf(product).page(literal(inTurn(answer)).client, ask())).drafts

describe('the usage streams', () => {
  it('are one an endpoint, read alike', () => {
    expect(usage.map(({ id }) => id)).toEqual([
      'openai.usage.completions',
      'openai.usage.embeddings',
      'openai.usage.moderations',
      'openai.usage.images',
      'openai.usage.audio_speeches',
      'openai.usage.audio_transcriptions',
      'openai.usage.vector_stores',
      'openai.usage.code_interpreter_sessions',
      'openai.usage.file_search_calls',
      'openai.usage.web_search_calls',
    ])
    for (const stream of usage) {
      expect(stream).toMatchObject({
        vendor: 'openai',
        connection: 'openai_admin',
        capability: 'admin',
        shape: 'daily',
        lists: 'usage',
        every: 15,
        reread: { each: 3, daily: 31 },
        backfill: { days: 90, step: 31 },
      })
    }
  })

  it.each<[string, string[]]>([
    ['completions', ['project_id', 'user_id', 'api_key_id', 'model', 'batch', 'service_tier']],
    ['embeddings', ['project_id', 'user_id', 'api_key_id', 'model']],
    ['moderations', ['project_id', 'user_id', 'api_key_id', 'model']],
    ['images', ['project_id', 'user_id', 'api_key_id', 'model', 'size', 'source']],
    ['audio_speeches', ['project_id', 'user_id', 'api_key_id', 'model']],
    ['audio_transcriptions', ['project_id', 'user_id', 'api_key_id', 'model']],
    ['vector_stores', ['project_id']],
    ['code_interpreter_sessions', ['project_id']],
    ['file_search_calls', ['project_id', 'user_id', 'api_key_id', 'vector_store_id']],
    ['web_search_calls', ['project_id', 'user_id', 'api_key_id', 'model', 'context_level']],
  ])('ask %s for whole UTC days by all it offers', async (product, groupBy) => {
    const { client, asked } = literal(inTurn(lastPage([])))
    await streamOf(product).page(client, ask())
    expect(asked[0]?.url.pathname).toBe(`/v1/organization/usage/${product}`)
    expect(queryOf(asked[0])).toEqual([
      ['start_time', '1794873600'], // 2026-11-17T00:00:00Z
      ['end_time', '1795046400'], // 2026-11-19T00:00:00Z
      ['bucket_width', '1d'],
      ['limit', '31'],
      ...groupBy.map((name) => ['group_by[]', name]),
    ])
  })
})

describe('a row', () => {
  it('of completions says every part that is billed, and its person only as a subject', async () => {
    const drafts = await draftsOf('completions', { ...completions, has_more: false, next_page: null })
    expect(drafts).toHaveLength(3)
    const [draft] = drafts
    if (draft === undefined) throw new Error('no row')
    expect(draft).toMatchObject({ kind: 'usage', occurredAt: '2026-11-18T00:00:00.000Z' })
    expect(draft.data).toEqual({
      view: 'dimensions',
      day: '2026-11-18',
      organization: ORGANIZATION,
      product: 'completions',
      model: 'gpt-6.2-sol',
      project: 'proj_Zk5hR8uYtN3pGf6VxQ0aJb2D',
      api_key: 'key_Xc4vBn7mQw2eRt9y',
      service_tier: 'default',
      batch: false,
      uncached_input: 1500000,
      cache_read: 3100000,
      cache_write_30m: 212330,
      cache_write_12h: null,
      output: 642118,
      input_audio: 0,
      cached_audio: 0,
      output_audio: 0,
      input_image: 120000,
      cached_image: 0,
      output_image: 0,
      requests: 2841,
    })
    expect(draft.who).toEqual({ vendorUser: 'openai:user-5nMvBx1ZaSd3Fg7HjKl0QwEr' })
    expect(`${JSON.stringify(draft.data)} ${idOf(draft)}`).not.toContain('user-')
    expect(idOf(draft)).toMatch(/^2026-11-18\/dimensions\/[0-9a-f]{32}$/)
    expect(drafts[1]).not.toHaveProperty('who')
    expect(drafts[1]?.data.batch).toBe(true)
  })

  it.each<[string, unknown, Record<string, unknown>]>([
    ['embeddings', embeddings, { model: 'text-embedding-3-small', uncached_input: 18234400, requests: 912 }],
    ['moderations', moderations, { model: 'omni-moderation-2024-09-26', uncached_input: 88110, requests: 640 }],
    ['images', images, { size: '1024x1024', source: 'image.generation', quantity: 42, unit: 'images', requests: 40 }],
    ['audio_speeches', speeches, { model: 'tts-1', quantity: 45120, unit: 'characters', requests: 88 }],
    ['audio_transcriptions', transcriptions, { model: 'whisper-1', quantity: 18340, unit: 'seconds', requests: 61 }],
    ['vector_stores', vectorStores, { model: null, quantity: 5368709120, unit: 'bytes' }],
    ['code_interpreter_sessions', sessions, { api_key: null, quantity: 16, unit: 'sessions' }],
    [
      'file_search_calls',
      fileSearches,
      { vector_store: 'vs_68f0c1d2e3b48191a5c6d7e8f9012345', quantity: 230, unit: 'file_searches' },
    ],
    ['web_search_calls', webSearches, { context_level: 'medium', web_searches: 31, requests: 19 }],
  ])('of %s says what it counts and leaves the rest out', async (product, answer, says) => {
    const [draft] = await draftsOf(product, answer)
    const always = ['view', 'day', 'organization', 'product', 'model', 'project', 'api_key', 'service_tier', 'batch']
    expect(draft?.data).toMatchObject({ view: 'dimensions', product, organization: ORGANIZATION, ...says })
    expect(Object.keys(draft?.data ?? {}).sort()).toEqual([...new Set([...always, ...Object.keys(says)])].sort())
  })

  it('keeps its id when its numbers change, and has another in each endpoint and organization', async () => {
    const row = rowOf()
    const idsOf = async (product: string, more: object = {}, organization = ORGANIZATION) => {
      const { client } = literal(inTurn(lastPage([bucket(0, [{ ...row, ...more }])])))
      return pageOf(await streamOf(product).page(client, ask({ organization }))).drafts.map((draft) => idOf(draft))
    }
    const ids = await idsOf('completions')
    expect(await idsOf('completions', { output_tokens: 999, num_model_requests: 3 })).toEqual(ids)
    expect(await idsOf('embeddings')).not.toEqual(ids)
    expect(await idsOf('completions', {}, 'org-another')).not.toEqual(ids)
    for (const other of [
      { project_id: 'proj_other' },
      { user_id: 'user-other' },
      { api_key_id: 'key_other' },
      { model: 'gpt-other' },
      { batch: true },
      { service_tier: 'flex' },
    ]) {
      expect(await idsOf('completions', other), JSON.stringify(other)).not.toEqual(ids)
    }
  })

  it('that was not grouped, and one with nothing in it, are read all the same', async () => {
    const [first] = await draftsOf('completions', ungrouped)
    expect(first?.data).toMatchObject({ project: null, model: null, batch: null, uncached_input: 11022108 })
    const [bare] = await draftsOf('completions', lastPage([bucket(0, [{}])]))
    expect(bare?.data).toMatchObject({ uncached_input: null, output: null, requests: null, input_audio: null })
  })

  it('keeps a counter past 2^53 and one that is said as text, and knows fields of tomorrow from neither', async () => {
    const row = '{"input_uncached_tokens":90071992547409931,"output_tokens":"12","api_source":"agents_api","x":{"y":1}}'
    const body = `{"data":[{"start_time":"1794960000","results":[${row}]}],"has_more":false}`
    const { drafts } = pageOf(await streamOf('completions').page(literal(() => new Response(body)).client, ask()))
    expect(drafts[0]?.data).toMatchObject({ uncached_input: '90071992547409931', output: 12, day: '2026-11-18' })
    expect(JSON.stringify(drafts)).not.toContain('agents_api')
  })

  it.each([-1, 1.5, 'many', {}])(
    'with the counter %j is unreadable, because a wrong sum is worse than none',
    async (said) => {
      const answer = lastPage([bucket(0, [rowOf({ output_tokens: said })])])
      const result = await streamOf('completions').page(literal(inTurn(answer)).client, ask())
      expect(result).toMatchObject({ ok: false, fault: { code: 'unreadable' } })
    },
  )
})

describe('the parts of older and newer rows', () => {
  const partsOf = async (row: object) => {
    const { uncached_input, cache_read, cache_write_30m, cache_write_12h } =
      (await draftsOf('completions', lastPage([bucket(0, [row])])))[0]?.data ?? {}
    return [uncached_input, cache_read, cache_write_30m, cache_write_12h]
  }

  it.each<[string, object, unknown[]]>([
    ['total less cached', { input_tokens: 100, input_cached_tokens: 30 }, [70, 30, null, null]],
    [
      'total less cached and written',
      { input_tokens: 100, input_cached_tokens: 30, input_cache_write_tokens: 20 },
      [50, 30, 20, null],
    ],
    ['never below zero', { input_tokens: 10, input_cached_tokens: 30 }, [0, 30, null, null]],
    ['said outright', { input_tokens: 100, input_uncached_tokens: 60, input_cached_tokens: 30 }, [60, 30, null, null]],
    [
      'written, split',
      {
        input_uncached_tokens: 0,
        input_cache_write_tokens: 9,
        input_cache_write_30m_tokens: 5,
        input_cache_write_12h_tokens: 4,
      },
      [0, null, 5, 4],
    ],
    [
      'written, half split',
      {
        input_uncached_tokens: 0,
        input_cache_write_tokens: 9,
        input_cache_write_30m_tokens: null,
        input_cache_write_12h_tokens: 4,
      },
      [0, null, 5, 4],
    ],
    [
      'beyond 2^53',
      { input_tokens: '90071992547409931', input_cached_tokens: 1 },
      ['90071992547409930', 1, null, null],
    ],
  ])('%s', async (_, row, parts) => expect(await partsOf(row)).toEqual(parts))
})
