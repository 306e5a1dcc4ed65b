// A webhook receiver of somebody else: it takes what is posted, keeps headers and exact bodies, and answers as it is told.
import { Hono } from 'hono'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import { judgeShape } from './shapes.ts'

const answerSchema = z.strictObject({
  /** Status of the next answers; a redirect leads to `location`. */
  status: z.int().min(200).max(599),
  times: z.int().positive().default(1),
  location: z.string().optional(),
  /** The header `retry-after`. */
  retry_after: z.string().optional(),
  /** How many bytes the answer has. */
  bytes: z.int().nonnegative().max(1_000_000).default(0),
})
type Answer = z.infer<typeof answerSchema>

export interface Posted {
  readonly at: string
  /** Behind `/__sim/webhooks`. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** What it was answered. */
  readonly status: number
}

export interface WebhookSink {
  readonly routes: Hono
  /** Newest last. */
  posted(): readonly Posted[]
  /** The next answers, before it goes back to 204. */
  answer(next: z.input<typeof answerSchema>): void
  clear(): void
}

/** Routes: `GET /` lists, `POST /answer` sets the next answers, `POST /<anything else>` is a delivery; Slack's and PagerDuty's are judged by shape. */
export function createWebhookSink(clock: Clock): WebhookSink {
  let kept: Posted[] = []
  let answers: Answer[] = []
  const take = (): Answer | undefined => {
    const next = answers[0]
    if (next === undefined) return undefined
    answers = next.times > 1 ? [{ ...next, times: next.times - 1 }, ...answers.slice(1)] : answers.slice(1)
    return next
  }
  const answer = (next: z.input<typeof answerSchema>) => void answers.push(answerSchema.parse(next))
  const routes = new Hono()
  routes.get('/', (context) => context.json({ posted: kept }))
  routes.post('/answer', async (context) => {
    const parsed = answerSchema.safeParse(await context.req.json().catch(() => null))
    if (!parsed.success) return context.json({ error: z.prettifyError(parsed.error) }, 400)
    answer(parsed.data)
    return context.json({ waiting: answers.length })
  })
  routes.post('/*', async (context) => {
    const { path } = context.req
    const headers = Object.fromEntries(context.req.raw.headers)
    const body = await context.req.text()
    const told = take()
    const judged = told === undefined ? judgeShape(path, body) : undefined
    const status = told?.status ?? judged?.status ?? 204
    kept.push({ at: clock.now().toISOString(), path, headers, body, status })
    const said = told === undefined ? (judged?.body ?? '') : 'x'.repeat(told.bytes)
    const { location, retry_after: wait } = told ?? {}
    return new Response(status === 204 || status === 304 ? null : said, {
      status,
      headers: { ...(location !== undefined && { location }), ...(wait !== undefined && { 'retry-after': wait }) },
    })
  })
  return {
    routes,
    posted: () => kept,
    answer,
    clear() {
      kept = []
      answers = []
    },
  }
}
