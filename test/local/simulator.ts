// The simulator inside the launcher's own process: one process less to end.
import { serve } from '@hono/node-server'
import { createSimulator } from '../simulator/app.ts'

export type Served = { url: string; keys: Readonly<Record<string, string>>; close(): void }

/** Serves a simulator on a port of the loopback interface. */
export function serveSimulator({ port }: { port: number }): Promise<Served> {
  const simulator = createSimulator()
  return new Promise((done) => {
    const server = serve({ fetch: (request) => simulator.fetch(request), port, hostname: '127.0.0.1' }, () => {
      done({ url: `http://127.0.0.1:${port}`, keys: simulator.keys, close: () => server.close() })
    })
  })
}
