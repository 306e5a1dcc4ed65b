// A webhook receiver of somebody else: it takes what is posted, keeps headers and exact bodies, and answers as it is told.
import { Hono } from 'hono'
import { z } from 'zod'
import type { Clock } from '../clock.ts'

const answerSchema = z.strictObject({
  /** Status of the next answers; a redirect leads to `location`. */
  status: z.int().min(200).max(599),
  times: z.int().positive().default(1),
  location: z.string().optional(),
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

/** Routes: `GET /` lists, `POST /answer` sets the next answers, `POST /<anything else>` is a delivery. */
export function createWebhookSink(clock: Clock): WebhookSink {
  let kept: Posted[] = []
  let answers: Answer[] = []
  const take = (): Answer => {
    const next = answers[0]
    if (next === undefined) return { status: 204, times: 1, bytes: 0 }
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
    const { status, location, bytes } = take()
    const headers = Object.fromEntries(context.req.raw.headers)
    const body = await context.req.text()
    kept.push({ at: clock.now().toISOString(), path: context.req.path, headers, body, status })
    const text = status === 204 || status === 304 ? null : 'x'.repeat(bytes)
    return new Response(text, { status, ...(location !== undefined && { headers: { location } }) })
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
