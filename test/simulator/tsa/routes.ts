// The timestamp authority over HTTP: POST / takes a request and answers a token, GET /ca.pem shows whom to trust.
import { Hono } from 'hono'
import { b64 } from '../../../worker/ledger/bytes.ts'
import type { AnchorKnobs } from '../bitcoin/knobs.ts'
import type { Clock } from '../clock.ts'
import { makeTsaPapers } from './certificate.ts'
import { grant, readRequest, reject } from './token.ts'

const reply = { 'content-type': 'application/timestamp-reply' }

export function tsaRoutes(clock: Clock, knobs: AnchorKnobs): Hono {
  // Made at the first request: a Worker may not make keys while it starts.
  let papers: ReturnType<typeof makeTsaPapers> | undefined
  const papersOf = () => {
    papers ??= makeTsaPapers()
    return papers
  }
  let serial = 0
  const app = new Hono()
  app.post('/', async (context) => {
    const request = readRequest(new Uint8Array(await context.req.arrayBuffer()))
    if (request === undefined) return context.text('not a timestamp request', 400)
    if (knobs.tsa === 'refuse') return context.body(reject(), 200, reply)
    const { signer } = await papersOf()
    serial += 1
    return context.body(await grant(request, serial, clock.now(), signer), 200, reply)
  })
  app.get('/ca.pem', async (context) => {
    const { authority } = await papersOf()
    const lines = b64(authority.certificate).match(/.{1,64}/g) ?? []
    return context.text(`-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`)
  })
  return app
}
