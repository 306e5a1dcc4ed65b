// The deployed entry answers as the app does: real wiring, no test outside.
import { exports } from 'cloudflare:workers'
import { expect, it } from 'vitest'

it('answers through the Worker’s own entry in the one error shape', async () => {
  const reply = await exports.default.fetch('http://localhost/api/me')
  expect(reply.status).toBe(401)
  expect(await reply.json()).toMatchObject({ error: { code: 'unauthenticated' } })
})
