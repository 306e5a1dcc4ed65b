// The simulator's own switches under `/__sim`: clock, knobs, log, keys, truth, reset.
import { Hono } from 'hono'
import { z } from 'zod'
import { changeChats } from './anthropic/compliance-knobs.ts'
import { chatTruth, hiddenTruth } from './chat-truth.ts'
import { dayNumber } from './days.ts'
import { type KnobChange, knobChangeSchema, turnKnobs } from './knobs.ts'
import { truthBetween } from './truth.ts'
import { allKeys, type World } from './world.ts'

const clockSchema = z.union([
  z.strictObject({ now: z.iso.datetime({ offset: true }) }),
  z.strictObject({ advance_ms: z.int() }),
])
const truthSchema = z.object({
  from: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  to: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
})

/** What a change of knobs does to the company itself, at both vendors, and to the chain. */
function changeWorld(world: World, change: KnobChange): void {
  const { restate, late_event: event, openai_move_line: move, openai_late_usage: late } = change
  if (restate !== undefined) {
    world.company.restate(dayNumber(restate.day), restate.factor)
    world.openai.restate(dayNumber(restate.day), restate.factor)
  }
  if (event?.vendor === 'anthropic') world.addLateEvent(Date.parse(event.created_at), event.type)
  if (event?.vendor === 'openai') world.openai.addEvent(Date.parse(event.created_at), event.type)
  if (move !== undefined) world.openai.moveLine(dayNumber(move.day), move.line_item)
  if (late !== undefined) world.openai.addLateUsage(dayNumber(late))
  changeChats(world.company, change, world.clock.now())
  const { chain } = world.outsiders
  if (change.bitcoin_reorg !== undefined) chain.reorganize(change.bitcoin_reorg)
  if (change.bitcoin_mine !== undefined) chain.mine(change.bitcoin_mine)
  const type = change.openai_unknown_event
  if (type !== undefined) world.openai.addEvent(world.clock.now().getTime(), type)
}

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
    changeWorld(world, parsed.data)
    return context.json(world.knobs)
  })
  app.get('/log', (context) => context.json({ requests: world.log.list(context.req.query('path')) }))
  app.get('/keys', (context) => context.json(allKeys(world)))
  app.get('/truth', (context) => {
    const parsed = truthSchema.safeParse(context.req.query())
    if (!parsed.success) return context.json({ error: z.prettifyError(parsed.error) }, 400)
    const { from, to } = parsed.data
    const days = truthBetween(world, dayNumber(from), dayNumber(to))
    // Nanodollars are whole numbers beyond what JSON readers keep: as text.
    const text = JSON.stringify({ days }, (_, value) => (typeof value === 'bigint' ? String(value) : value))
    return context.body(text, 200, { 'content-type': 'application/json' })
  })
  app.get('/chats', (context) => context.json({ chats: chatTruth(world), hidden: hiddenTruth(world) }))
  app.post('/reset', (context) => {
    world.reset()
    return context.json({ now: world.clock.now().toISOString() })
  })
  return app
}
