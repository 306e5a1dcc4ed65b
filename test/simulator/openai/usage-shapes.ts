// What each usage endpoint is called on the wire, what it can be grouped and filtered by, and how it words its counters.

import { writesAreSplitFrom } from './company/prices.ts'
import type { Counts, Product, UsageRow } from './company/usage.ts'

export type Dimension =
  | 'project_id'
  | 'user_id'
  | 'api_key_id'
  | 'model'
  | 'batch'
  | 'service_tier'
  | 'source'
  | 'size'
  | 'vector_store_id'
  | 'context_level'

export interface Shape {
  readonly object: string
  /** Offered for grouping; all of them are members of a result, null when not asked for. */
  readonly dimensions: readonly Dimension[]
  /** Filter parameter and the dimension that it looks at; `batch` is apart. */
  readonly filters: Readonly<Record<string, Dimension>>
  readonly counters: (counts: Counts, day: number) => Readonly<Record<string, number>>
}

const four: readonly Dimension[] = ['project_id', 'user_id', 'api_key_id', 'model']
const project = { project_ids: 'project_id' } as const
const keyed = { ...project, user_ids: 'user_id', api_key_ids: 'api_key_id' } as const
const modelled = { ...keyed, models: 'model' } as const

/** The parts that the vendor prints, from the parts that the company counts. Pictures are never part of generated text here. */
function tokens(counts: Counts, day: number): Record<string, number> {
  const { text = 0, audio = 0, write30 = 0, write12 = 0 } = counts
  const { cached_text: cachedText = 0, cached_audio: cachedAudio = 0 } = counts
  const { out_text: outText = 0, out_audio: outAudio = 0, requests = 0 } = counts
  const uncached = text + audio
  const cached = cachedText + cachedAudio
  return {
    input_tokens: uncached + cached + write30 + write12,
    input_cached_tokens: cached,
    input_cache_write_tokens: write30 + write12,
    ...(day < writesAreSplitFrom
      ? {}
      : { input_cache_write_30m_tokens: write30, input_cache_write_12h_tokens: write12 }),
    input_uncached_tokens: uncached,
    output_tokens: outText + outAudio,
    input_text_tokens: text,
    output_text_tokens: outText,
    input_cached_text_tokens: cachedText,
    input_audio_tokens: audio,
    input_cached_audio_tokens: cachedAudio,
    output_audio_tokens: outAudio,
    input_image_tokens: 0,
    input_cached_image_tokens: 0,
    output_image_tokens: 0,
    num_model_requests: requests,
  }
}

const requested = (counts: Counts) => ({ num_model_requests: counts.requests ?? 0 })
const inputs = (counts: Counts) => ({ input_tokens: counts.input ?? 0, ...requested(counts) })
const result = (name: string) => `organization.usage.${name}.result`

export const shapes: Readonly<Record<Product, Shape>> = {
  completions: {
    object: result('completions'),
    dimensions: [...four, 'batch', 'service_tier'],
    filters: modelled,
    counters: tokens,
  },
  embeddings: { object: result('embeddings'), dimensions: four, filters: modelled, counters: inputs },
  moderations: { object: result('moderations'), dimensions: four, filters: modelled, counters: inputs },
  images: {
    object: result('images'),
    dimensions: [...four, 'size', 'source'],
    filters: { ...modelled, sources: 'source', sizes: 'size' },
    counters: (counts) => ({ images: counts.images ?? 0, ...requested(counts) }),
  },
  audio_speeches: {
    object: result('audio_speeches'),
    dimensions: four,
    filters: modelled,
    counters: (counts) => ({ characters: counts.characters ?? 0, ...requested(counts) }),
  },
  audio_transcriptions: {
    object: result('audio_transcriptions'),
    dimensions: four,
    filters: modelled,
    counters: (counts) => ({ seconds: counts.seconds ?? 0, ...requested(counts) }),
  },
  vector_stores: {
    object: result('vector_stores'),
    dimensions: ['project_id'],
    filters: project,
    counters: (counts) => ({ usage_bytes: counts.bytes ?? 0 }),
  },
  code_interpreter_sessions: {
    object: result('code_interpreter_sessions'),
    dimensions: ['project_id'],
    filters: project,
    counters: (counts) => ({ num_sessions: counts.sessions ?? 0 }),
  },
  file_search_calls: {
    object: result('file_searches'),
    dimensions: ['project_id', 'user_id', 'api_key_id', 'vector_store_id'],
    filters: { ...keyed, vector_store_ids: 'vector_store_id' },
    counters: (counts) => ({ num_requests: counts.calls ?? 0 }),
  },
  web_search_calls: {
    object: result('web_searches'),
    dimensions: [...four, 'context_level'],
    filters: { ...modelled, context_levels: 'context_level' },
    counters: (counts) => ({ ...requested(counts), num_requests: counts.calls ?? 0 }),
  },
}

/** Value of a dimension in a row. `users` false hides who it was, as for an organization without per-user figures. */
export function dimensionOf(row: UsageRow, dimension: Dimension, users: boolean): string | boolean | null {
  if (dimension === 'project_id') return row.project
  if (dimension === 'user_id') return users ? row.user : null
  if (dimension === 'api_key_id') return row.key
  if (dimension === 'model') return row.model
  if (dimension === 'batch') return row.batch
  if (dimension === 'service_tier') return row.tier
  if (dimension === 'source') return row.source
  if (dimension === 'size') return row.size
  return dimension === 'vector_store_id' ? row.store : row.context
}
