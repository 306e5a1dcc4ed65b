// GET /e/{id}: a file of an export behind a signed link, without a session.
import { z } from '@hono/zod-openapi'
import { fetchVolume } from '../../export/download.ts'
import { openLink } from '../../export/open-link.ts'
import { publicRoute, type Route } from '../define.ts'
import { failure } from '../errors.ts'

/**
 * No schema for the query: a link is right or it is not, and what is wrong with it is said to nobody. HEAD comes here as well; the
 * frame takes it for a GET and drops the body.
 */
const download = publicRoute({
  method: 'get',
  path: '/e/{id}',
  summary:
    'Fetch a file of an export by its signed link (k, e, v, n, s); Range and ETag work, every answer with bytes is counted and recorded',
  tag: 'Exports',
  params: z.object({ id: z.string() }),
  async handler({ env, outside, params, c }) {
    const now = new Date()
    const opened = await openLink(env, params.id, new URL(c.req.url).search, now)
    if (!opened.ok) {
      return opened.code === 'refused' ? failure('export_link') : failure('export_gone', { message: opened.words })
    }
    const { headers, method } = c.req.raw
    const { recordAct } = outside
    const fetched = await fetchVolume(opened, { env, recordAct, headers, head: method === 'HEAD', now })
    return fetched.ok ? fetched.response : failure('export_gone', { message: fetched.words })
  },
})

export const downloadRoutes: readonly Route[] = [download]
