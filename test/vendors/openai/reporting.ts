// Pages of the usage and cost reports made by hand: days after 2026-11-18, rows with a person, a key and a model.
import { usage } from '../../../worker/vendors/openai/usage.ts'

/** 2026-11-18T00:00:00Z. */
const FIRST = 1_794_960_000

export function streamOf(product: string) {
  const stream = usage.find(({ id }) => id === `openai.usage.${product}`)
  if (stream === undefined) throw new Error(`no stream of ${product}`)
  return stream
}

export const bucket = (day: number, results: unknown[]) => ({
  object: 'bucket',
  start_time: FIRST + day * 86_400,
  end_time: FIRST + (day + 1) * 86_400,
  results,
})

export const lastPage = (data: unknown[]) => ({ object: 'page', data, has_more: false, next_page: null })
export const pageBefore = (next: string, data: unknown[]) => ({ object: 'page', data, has_more: true, next_page: next })

export const rowOf = (more: object = {}) => ({
  object: 'organization.usage.completions.result',
  input_tokens: 10,
  input_cached_tokens: 0,
  input_uncached_tokens: 10,
  output_tokens: 5,
  num_model_requests: 1,
  project_id: 'proj_one',
  user_id: 'user-one',
  api_key_id: 'key_one',
  model: 'gpt-6.2-sol',
  batch: false,
  service_tier: 'default',
  ...more,
})
