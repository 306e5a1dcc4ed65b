// The simulator: one Hono app that stands in for the outside world. Told apart by host in tests, by path prefix when served.
import { Hono } from 'hono'
import { secretsOf } from './anthropic/keyring.ts'
import { anthropicRoutes } from './anthropic/routes.ts'
import { controlRoutes } from './control.ts'
import { createWorld, type SimulatorOptions, type World } from './world.ts'

export interface Simulator {
  /** Answers any request: vendor by host `anthropic.sim` or path `/anthropic`, mailbox by `mailbox.sim` or `/mailbox`, `/__sim`. */
  fetch(request: Request): Promise<Response>
  /** What it holds, for tests in the same process: clock, knobs, log, mailbox, companies. */
  readonly world: World
  /** Ready keys by name: `admin`, `adminRevoked`, `compliance`, ... */
  readonly keys: Readonly<Record<string, string>>
}

const hosts: Readonly<Record<string, string>> = { 'anthropic.sim': '/anthropic', 'mailbox.sim': '/mailbox' }

/** A simulator of its own: nothing is shared with another one. The same seed and clock give the same answers. */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const world = createWorld(options)
  const vendor = anthropicRoutes(world)
  const control = controlRoutes(world)
  const app = new Hono()
  // Each part sees its own paths, so that the vendor's log and handlers know nothing of prefixes.
  app.mount('/anthropic', vendor.fetch)
  app.mount('/mailbox', world.mailbox.routes.fetch)
  app.mount('/__sim', control.fetch)
  app.get('/', (context) => context.json({ simulator: 'tallystick', paths: ['/anthropic/v1', '/mailbox', '/__sim'] }))
  return {
    world,
    keys: secretsOf(world.holders),
    async fetch(request) {
      const url = new URL(request.url)
      const prefix = url.pathname.startsWith('/__sim') ? undefined : hosts[url.hostname]
      if (prefix === undefined) return app.fetch(request)
      url.pathname = `${prefix}${url.pathname}`
      return app.fetch(new Request(url, request))
    },
  }
}
