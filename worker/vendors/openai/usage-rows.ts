// What a row of each usage endpoint says, in the vendor's words and in those of a usage record. Reference section 5.
import { z } from 'zod'
import { type Count, count } from '../counts.ts'
import { id, label, word } from '../fields.ts'

/** The rows of all endpoints in one: each has a part of these members, and every member may be missing. */
export const UsageRow = z.object({
  project_id: id.nullish(),
  user_id: id.nullish(),
  api_key_id: id.nullish(),
  model: label.nullish(),
  batch: z.boolean().nullish(),
  service_tier: word.nullish(),
  source: word.nullish(),
  size: word.nullish(),
  vector_store_id: id.nullish(),
  context_level: word.nullish(),
  input_tokens: count,
  input_uncached_tokens: count,
  input_cached_tokens: count,
  input_cache_write_tokens: count,
  input_cache_write_30m_tokens: count,
  input_cache_write_12h_tokens: count,
  output_tokens: count,
  input_audio_tokens: count,
  input_cached_audio_tokens: count,
  output_audio_tokens: count,
  input_image_tokens: count,
  input_cached_image_tokens: count,
  output_image_tokens: count,
  num_model_requests: count,
  num_requests: count,
  num_sessions: count,
  images: count,
  characters: count,
  seconds: count,
  usage_bytes: count,
})
export type UsageRow = z.infer<typeof UsageRow>

/** Members of a usage record that count something, and the unit of `quantity`. */
export type Counters = Record<string, Count | null>

/** Tokens by how they are billed. `cache_read` and the like hold every modality; the parts that are not text stand beside them. */
export const tokenCounters = (row: UsageRow): Counters => ({
  uncached_input:
    row.input_uncached_tokens ?? less(row.input_tokens, row.input_cached_tokens, row.input_cache_write_tokens),
  cache_read: row.input_cached_tokens,
  // Without the split all of it is the shorter retention, which every model with a price for cache writes has.
  cache_write_30m:
    row.input_cache_write_30m_tokens ?? less(row.input_cache_write_tokens, row.input_cache_write_12h_tokens),
  cache_write_12h: row.input_cache_write_12h_tokens,
  output: row.output_tokens,
  input_audio: row.input_audio_tokens,
  cached_audio: row.input_cached_audio_tokens,
  output_audio: row.output_audio_tokens,
  input_image: row.input_image_tokens,
  cached_image: row.input_cached_image_tokens,
  output_image: row.output_image_tokens,
  requests: row.num_model_requests,
})

/** What older rows leave to be worked out: a total without its parts, never below zero; unknown where the total is. */
function less(total: Count | null, ...parts: (Count | null)[]): Count | null {
  if (total === null) return null
  const rest = parts.reduce((left, part) => left - BigInt(part ?? 0), BigInt(total))
  return count.parse((rest < 0n ? 0n : rest).toString())
}
