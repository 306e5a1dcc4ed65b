// The simulator's own switches under `/__sim`: clock, knobs, log, keys, truth, reset.
import { Hono } from 'hono'
import { z } from 'zod'
import { secretsOf } from './anthropic/keyring.ts'
import { dayNumber } from './days.ts'
import { knobChangeSchema, turnKnobs } from './knobs.ts'
import { truthBetween } from './truth.ts'
import type { World } from './world.ts'

const clockSchema = z.union([
  z.strictObject({ now: z.iso.datetime({ offset: true }) }),
  z.strictObject({ advance_ms: z.int() }),
])
const truthSchema = z.object({
  from: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  to: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
})

/** All routes of the control surface. Bad input answers 400 with words. */
export function controlRoutes(world: World): Hono {
  const app = new Hono()
  app.get('/clock', (context) => context.json({ now: world.clock.now().toISOString() }))
  app.post('/clock', async (context) => {
    const parsed = clockSchema.safeParse(await context.req.json().catch(() => null))
    if (!parsed.success) return context.json({ error: z.prettifyError(parsed.error) }, 400)
    if ('now' in parsed.data) world.clock.set(new Date(parsed.data.now))
    else world.clock.advance(parsed.data.advance_ms)
    return context.json({ now: world.clock.now().toISOString() })
  })
  app.get('/knobs', (context) => context.json(world.knobs))
  app.post('/knobs', async (context) => {
    const parsed = knobChangeSchema.safeParse(await context.req.json().catch(() => null))
    if (!parsed.success) return context.json({ error: z.prettifyError(parsed.error) }, 400)
    turnKnobs(world.knobs, parsed.data)
    const { restate, late_event: event } = parsed.data
    if (restate !== undefined) world.company.restate(dayNumber(restate.day), restate.factor)
    if (event !== undefined) world.addLateEvent(Date.parse(event.created_at), event.type)
    return context.json(world.knobs)
  })
  app.get('/log', (context) => context.json({ requests: world.log.list(context.req.query('path')) }))
  app.get('/keys', (context) => context.json(secretsOf(world.holders)))
  app.get('/truth', (context) => {
    const parsed = truthSchema.safeParse(context.req.query())
    if (!parsed.success) return context.json({ error: z.prettifyError(parsed.error) }, 400)
    const { from, to } = parsed.data
    return context.json({ days: truthBetween(world, dayNumber(from), dayNumber(to)) })
  })
  app.post('/reset', (context) => {
    world.reset()
    return context.json({ now: world.clock.now().toISOString() })
  })
  return app
}
