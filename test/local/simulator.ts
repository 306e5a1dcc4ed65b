// The simulator inside the launcher's own process: one process less to end.
import { serve } from '@hono/node-server'
import { createSimulator } from '../simulator/app.ts'

export type Served = { url: string; keys: Readonly<Record<string, string>>; close(): void }

/** A block of the played chain every five seconds: a proof is buried within a minute. */
const BLOCK_MS = 5_000

/** Serves a simulator on a port of the loopback interface. */
export function serveSimulator({ port }: { port: number }): Promise<Served> {
  const simulator = createSimulator({ blockMs: BLOCK_MS })
  return new Promise((done) => {
    const server = serve({ fetch: (request) => simulator.fetch(request), port, hostname: '127.0.0.1' }, () => {
      done({ url: `http://127.0.0.1:${port}`, keys: simulator.keys, close: () => server.close() })
    })
  })
}

/** Settings that point the Worker at a served simulator: both vendors, the calendars, the chain, the time-stamping authority, PagerDuty. */
export function simulatedOutside(url: string): Record<string, string> {
  return {
    ANTHROPIC_BASE_URL: `${url}/anthropic`,
    OPENAI_BASE_URL: `${url}/openai`,
    OTS_CALENDARS: ['alice', 'bob', 'carol', 'dave'].map((name) => `${url}/calendar/${name}`).join(', '),
    BITCOIN_API_URL: `${url}/bitcoin/one, ${url}/bitcoin/two`,
    BITCOIN_NETWORK: 'regtest',
    TSA_URLS: `${url}/tsa/`,
    PAGERDUTY_URL: `${url}/__sim/webhooks/pagerduty`,
    ROOT_CUT_SECONDS: '20',
    ANCHOR_POLL_SECONDS: '5',
  }
}
