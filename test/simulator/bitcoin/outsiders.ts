// Whoever vouches for a checkpoint, as one: chain, calendars, TSA, witness, each behind the log and the faults that the vendors have.
import { type Context, Hono } from 'hono'
import { type Calendar, createCalendar } from '../calendar/calendar.ts'
import { calendarRoutes } from '../calendar/routes.ts'
import type { Clock } from '../clock.ts'
import { spoil } from '../faults.ts'
import { type Knobs, type Outsider, takeFault } from '../knobs.ts'
import type { RequestLog } from '../log.ts'
import { tsaRoutes } from '../tsa/routes.ts'
import { createWitness, type Witness } from '../witness/witness.ts'
import { type Chain, createChain } from './chain.ts'
import { bitcoinRoutes } from './routes.ts'

export interface Outsiders {
  readonly chain: Chain
  readonly witness: Witness
  /** `/calendar`, `/bitcoin`, `/tsa`, `/witness`: each part's routes. */
  readonly routes: Readonly<Record<Outsider, Hono>>
  clear(): void
}

/** All of them, with an empty past. */
export function createOutsiders(clock: Clock, knobs: Knobs, log: RequestLog): Outsiders {
  const chain = createChain(clock, () => knobs.bitcoin_interval_ms)
  const calendars = new Map<string, Calendar>()
  const calendarOf = (name: string) => {
    const calendar = calendars.get(name) ?? createCalendar(name, chain, clock, knobs)
    calendars.set(name, calendar)
    return calendar
  }
  const witness = createWitness(clock, knobs)
  const framed = (outsider: Outsider, routes: Hono) => frame(outsider, routes, clock, knobs, log)
  return {
    chain,
    witness,
    routes: {
      calendar: framed('calendar', calendarRoutes(calendarOf, knobs)),
      bitcoin: framed('bitcoin', bitcoinRoutes(chain, knobs)),
      tsa: framed('tsa', tsaRoutes(clock, knobs)),
      witness: framed('witness', witness.routes),
    },
    clear() {
      for (const part of [chain, witness, ...calendars.values()]) part.clear()
    },
  }
}

const say = (status: number) => ({ body: `status ${status}`, headers: {} })

function frame(outsider: Outsider, routes: Hono, clock: Clock, knobs: Knobs, log: RequestLog): Hono {
  const app = new Hono()
  app.all('*', async (context: Context) => {
    const request = context.req.raw
    const { pathname, search } = new URL(request.url)
    const entry = { at: clock.now().toISOString(), vendor: outsider, method: request.method, path: pathname }
    const close = log.open({ ...entry, query: search.slice(1), key: null })
    const genuine = async () => routes.fetch(request)
    const fault = takeFault(knobs, pathname, outsider)
    const response = fault === null ? await genuine() : await spoil(fault, request.signal, say, genuine)
    close(response.status)
    return response
  })
  return app
}
