// GET /api/views: views of screens that were kept under a name.
import { z } from '@hono/zod-openapi'
import { name } from '../fields.ts'
import { Instant } from './common.ts'

export const ViewScreen = z.enum(['overview', 'usage', 'costs', 'people', 'activity', 'sessions', 'insights'])

/** Query of an address: what stands behind the `?`, at most 2,000 characters of it. */
const Search = z
  .string()
  .max(2000)
  .regex(/^[\x21-\x7e]*$/, 'must be the query of an address, percent-encoded')
  .refine((text) => !text.startsWith('?') && !text.includes('#'), 'must be what stands between ? and #')

export const SavedView = z
  .object({
    id: z.string(),
    name: z.string(),
    screen: ViewScreen,
    search: z.string(),
    /** Everybody of the organization who may open the screen sees it. */
    shared: z.boolean(),
    /** Yours: kept by whoever asks. Others' views can be opened only. */
    own: z.boolean(),
    created_at: Instant,
  })
  .openapi('SavedView')
export const SavedViews = z.object({ views: z.array(SavedView) })

export const NewView = z.strictObject({
  name,
  screen: ViewScreen,
  search: Search,
  shared: z.boolean().default(false),
})
export const ViewChange = z.strictObject({
  name: name.optional(),
  search: Search.optional(),
  shared: z.boolean().optional(),
})

export type ViewScreen = z.infer<typeof ViewScreen>
export type SavedView = z.infer<typeof SavedView>
export type SavedViews = z.infer<typeof SavedViews>
