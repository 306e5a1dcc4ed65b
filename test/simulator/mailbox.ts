// The mailbox that stands in for e-mail: the product posts a message, a test or a person reads it.
import { Hono } from 'hono'
import { z } from 'zod'
import type { Clock } from './clock.ts'
import { inboxPage } from './mailbox-page.ts'

const messageSchema = z.object({
  to: z.union([z.string(), z.array(z.string())]),
  subject: z.string(),
  text: z.string().default(''),
  html: z.string().default(''),
  attachments: z.array(z.object({ filename: z.string(), type: z.string(), content: z.string() })).default([]),
})
type Attachment = z.infer<typeof messageSchema>['attachments'][number]

export interface Message {
  readonly id: number
  readonly at: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly attachments: readonly Attachment[]
}

export interface Mailbox {
  readonly routes: Hono
  /** Newest first. */
  messages(to?: string): readonly Message[]
  clear(): void
}

/** Routes: `POST /send`, `GET /messages?to=`, `GET /` for people. */
export function createMailbox(clock: Clock): Mailbox {
  let stored: Message[] = []
  const messages = (to?: string) => stored.filter((message) => to === undefined || message.to.includes(to))
  const routes = new Hono()
  routes.post('/send', async (context) => {
    const parsed = messageSchema.safeParse(await context.req.json().catch(() => null))
    if (!parsed.success) return context.json({ error: z.prettifyError(parsed.error) }, 400)
    const { to, ...rest } = parsed.data
    const id = stored.length + 1
    const message = { id, at: clock.now().toISOString(), to: Array.isArray(to) ? to : [to], ...rest }
    stored = [message, ...stored]
    return context.json({ id }, 202)
  })
  routes.get('/messages', (context) => context.json({ messages: messages(context.req.query('to')) }))
  routes.get('/', (context) => context.html(inboxPage(messages(context.req.query('to')))))
  return {
    routes,
    messages,
    clear() {
      stored = []
    },
  }
}
