// Calendars over HTTP, one under every name that is asked for: POST /:calendar/digest and GET /:calendar/timestamp/:commitment, as the stock client speaks.
import { Hono } from 'hono'
import type { AnchorKnobs } from '../bitcoin/knobs.ts'
import type { Calendar } from './calendar.ts'

const MAX_DIGEST = 64
const binary = { 'content-type': 'application/octet-stream' }

/** The address under which a calendar can be asked again: by host in tests, below /calendar when served. */
function addressOf(url: string, name: string): string {
  const { origin, hostname } = new URL(url)
  return hostname === 'calendar.sim' ? `${origin}/${name}` : `${origin}/calendar/${name}`
}

/** `calendarOf` makes a calendar where there was none of this name. */
export function calendarRoutes(calendarOf: (name: string) => Calendar, knobs: AnchorKnobs): Hono {
  const app = new Hono()
  app.use('/:calendar/*', async (context, next) => {
    const name = context.req.param('calendar')
    if (!/^[a-z]{1,20}$/.test(name)) return context.text('Not found', 404)
    if (knobs.calendar_down.includes(name)) return context.text('Service Unavailable', 503)
    return next()
  })
  app.post('/:calendar/digest', async (context) => {
    const digest = new Uint8Array(await context.req.arrayBuffer())
    if (digest.length === 0) return context.text('invalid Content-Length', 400)
    if (digest.length > MAX_DIGEST) return context.text('digest too long', 400)
    const name = context.req.param('calendar')
    return context.body(calendarOf(name).stamp(digest, addressOf(context.req.url, name)), 200, binary)
  })
  app.get('/:calendar/timestamp/:commitment', (context) => {
    const { calendar, commitment } = context.req.param()
    if (!/^([0-9a-f]{2})+$/.test(commitment)) return context.text('commitment must be hex-encoded bytes', 400)
    const answer = calendarOf(calendar).timestamp(commitment)
    return typeof answer === 'string' ? context.text(answer, 404) : context.body(answer, 200, binary)
  })
  return app
}
