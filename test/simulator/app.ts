// The simulator: one Hono app that stands in for the outside world. Told apart by host in tests, by path prefix when served.
import { Hono } from 'hono'
import { anthropicRoutes } from './anthropic/routes.ts'
import { controlRoutes } from './control.ts'
import { openaiRoutes } from './openai/routes.ts'
import { allKeys, createWorld, type SimulatorOptions, type World } from './world.ts'

export interface Simulator {
  /** Answers any request: each part by host (`anthropic.sim`, `bitcoin.sim`, ...) or path (`/anthropic`, `/bitcoin`, ...), and `/__sim`. */
  fetch(request: Request): Promise<Response>
  /** What it holds, for tests in the same process: clock, knobs, log, mailbox, companies. */
  readonly world: World
  /** Ready keys by name: `admin`, `adminRevoked`, `compliance`, `openaiAdmin`, ... */
  readonly keys: Readonly<Record<string, string>>
}

const hosts: Readonly<Record<string, string>> = {
  'anthropic.sim': '/anthropic',
  'openai.sim': '/openai',
  'mailbox.sim': '/mailbox',
  'calendar.sim': '/calendar',
  'bitcoin.sim': '/bitcoin',
  'tsa.sim': '/tsa',
  'witness.sim': '/witness',
}

/** A simulator of its own: nothing is shared with another one. The same seed and clock give the same answers. */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const world = createWorld(options)
  const control = controlRoutes(world)
  const app = new Hono()
  // Each part sees its own paths, so that the vendor's log and handlers know nothing of prefixes.
  app.mount('/anthropic', anthropicRoutes(world).fetch)
  app.mount('/openai', openaiRoutes(world).fetch)
  app.mount('/mailbox', world.mailbox.routes.fetch)
  for (const [outsider, routes] of Object.entries(world.outsiders.routes)) app.mount(`/${outsider}`, routes.fetch)
  app.mount('/__sim/webhooks', world.webhooks.routes.fetch)
  app.mount('/__sim', control.fetch)
  app.get('/', (context) =>
    context.json({
      simulator: 'tallystick',
      paths: ['/anthropic/v1', '/openai/v1', ...Object.values(hosts).slice(2), '/__sim'],
    }),
  )
  return {
    world,
    keys: allKeys(world),
    async fetch(request) {
      const url = new URL(request.url)
      const prefix = url.pathname.startsWith('/__sim') ? undefined : hosts[url.hostname]
      if (prefix === undefined) return app.fetch(request)
      url.pathname = `${prefix}${url.pathname}`
      return app.fetch(new Request(url, request))
    },
  }
}
