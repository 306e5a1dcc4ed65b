// The catalog: every stream of every vendor, in the order in which they are read, with days that fit together.
import { describe, expect, it } from 'vitest'
import { STREAMS, streamById, streamsOf } from '../../worker/vendors/catalog.ts'
import { vendorOf } from '../../worker/vendors/client.ts'
import { CAPABILITIES, CONNECTION_KINDS } from '../../worker/vendors/stream.ts'

const LISTS = ['openai.projects', 'openai.users', 'openai.project_api_keys', 'openai.service_accounts']
const ENDPOINTS = [
  'completions',
  'embeddings',
  'moderations',
  'images',
  'audio_speeches',
  'audio_transcriptions',
  'vector_stores',
  'code_interpreter_sessions',
  'file_search_calls',
  'web_search_calls',
]

describe('the catalog', () => {
  it('has the ten streams of Anthropic in the order in which they are read', () => {
    expect(streamsOf('anthropic_admin').map(({ id }) => id)).toEqual([
      'anthropic.organization',
      'anthropic.workspaces',
      'anthropic.members',
      'anthropic.invites',
      'anthropic.api_keys',
      'anthropic.usage',
      'anthropic.usage_actors',
      'anthropic.costs',
      'anthropic.code_analytics',
      'anthropic.activity',
    ])
  })

  it('has the sixteen of OpenAI, lists first, one for each endpoint of usage', () => {
    expect(streamsOf('openai_admin').map(({ id }) => id)).toEqual([
      ...LISTS,
      ...ENDPOINTS.map((endpoint) => `openai.usage.${endpoint}`),
      'openai.costs',
      'openai.audit_logs',
    ])
  })

  it('gives every stream to one kind of connection, and finds it by its id', () => {
    const byKind = CONNECTION_KINDS.flatMap((kind) => streamsOf(kind))
    expect(new Set(byKind)).toEqual(new Set(STREAMS))
    expect(byKind).toHaveLength(STREAMS.length)
    for (const stream of STREAMS) expect(streamById(stream.id)).toBe(stream)
    expect(new Set(STREAMS.map(({ id }) => id)).size).toBe(STREAMS.length)
    expect(streamById('anthropic.nothing')).toBeUndefined()
  })
})

describe.each(STREAMS.map((stream) => [stream.id, stream] as const))('%s', (id, stream) => {
  const { vendor, connection, capability, shape, every, reread, backfill } = stream

  it('belongs to the vendor of its name and its connection', () => {
    expect(id.startsWith(`${vendor}.`)).toBe(true)
    expect(vendorOf(connection)).toBe(vendor)
    expect(CAPABILITIES).toContain(capability)
  })

  it('is read as often as the tick comes, or less', () => {
    expect(every % 15).toBe(0)
    expect(every).toBeGreaterThan(0)
    expect(every).toBeLessThanOrEqual(24 * 60)
  })

  it('backfills in steps that fill its days, only where it has days, and reads again no more than a month', () => {
    expect(backfill.days > 0).toBe(shape !== 'inventory')
    expect(backfill.step > 0).toBe(backfill.days > 0)
    expect(backfill.step).toBeLessThanOrEqual(backfill.days)
    expect(reread.each).toBeLessThanOrEqual(reread.daily)
    expect(reread.daily).toBeLessThanOrEqual(31)
    expect(reread.daily > 0).toBe(shape !== 'inventory')
  })
})
