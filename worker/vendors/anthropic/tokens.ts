// Token counters as both generations of the usage report say them, and as records name them. Reference sections 4.1 and 6.
import { z } from 'zod'
import { count } from '../counts.ts'

/** The members of a row that count something. */
export const tokenCounts = {
  uncached_input_tokens: count,
  cache_read_input_tokens: count,
  output_tokens: count,
  cache_creation: z.object({ ephemeral_5m_input_tokens: count, ephemeral_1h_input_tokens: count }).nullish(),
  server_tool_use: z.object({ web_search_requests: count }).nullish(),
}
const Counts = z.object(tokenCounts)

/** The counters as records name them. A counter the vendor leaves out is null: unknown, not zero. */
export const openCounts = (row: z.infer<typeof Counts>) => ({
  uncached_input: row.uncached_input_tokens,
  cache_read: row.cache_read_input_tokens,
  cache_write_5m: row.cache_creation?.ephemeral_5m_input_tokens ?? null,
  cache_write_1h: row.cache_creation?.ephemeral_1h_input_tokens ?? null,
  output: row.output_tokens,
  web_searches: row.server_tool_use?.web_search_requests ?? null,
})
