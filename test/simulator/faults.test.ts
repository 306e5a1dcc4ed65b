// Faults by path: each kind fails as it says, for as many requests as it says, and then the genuine answer is back.
import { describe, expect, it } from 'vitest'
import { all, ask, simulatorAt, turn } from './support/asking.ts'

const me = '/v1/organizations/me'
const users = '/v1/organizations/users?limit=5'

async function broken(fault: object) {
  const simulator = simulatorAt()
  const { status } = await turn(simulator, 'knobs', { faults: [fault] })
  expect(status).toBe(200)
  return simulator
}

describe('a fault', () => {
  const kinds = [
    ['429', 429, 'rate_limit_error'],
    ['500', 500, 'api_error'],
    ['503', 503, 'overloaded_error'],
    ['529', 529, 'overloaded_error'],
  ] as const
  it.each(kinds)('%s answers with that status and the vendor’s error body', async (kind, status, type) => {
    const answer = await ask(await broken({ kind }), me)
    expect(answer.status).toBe(status)
    expect(answer.body.error.type).toBe(type)
  })

  it('429 carries retry-after, another number, or none', async () => {
    expect((await ask(await broken({ kind: '429' }), me)).headers.get('retry-after')).toBe('17')
    expect((await ask(await broken({ kind: '429', retry_after: 3 }), me)).headers.get('retry-after')).toBe('3')
    expect((await ask(await broken({ kind: '429', retry_after: null }), me)).headers.get('retry-after')).toBeNull()
  })

  it('on the feed has the bare body', async () => {
    const { body } = await ask(await broken({ kind: '429' }), '/v1/compliance/activities')
    expect(Object.keys(body)).toEqual(['error'])
  })

  it('lasts for its number of requests and only on its path', async () => {
    const simulator = await broken({ kind: '500', times: 2, path: '/v1/organizations/users' })
    expect((await ask(simulator, me)).status).toBe(200)
    expect((await ask(simulator, users)).status).toBe(500)
    expect((await ask(simulator, users)).status).toBe(500)
    expect((await ask(simulator, users)).status).toBe(200)
  })

  it('cut_body is JSON that ends too early, empty_body is nothing, garbage_html is a page', async () => {
    const cut = await ask(await broken({ kind: 'cut_body' }), users)
    expect([cut.status, typeof cut.body, cut.body.startsWith('{"data":')]).toEqual([200, 'string', true])
    expect(cut.headers.get('content-type')).toContain('json')
    expect((await ask(await broken({ kind: 'empty_body' }), users)).body).toBe('')
    const page = await ask(await broken({ kind: 'garbage_html', status: 502 }), users)
    expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html'])
    expect(page.body).toContain('<html>')
  })

  it('status answers any status', async () => {
    expect((await ask(await broken({ kind: 'status', status: 404 }), me)).body.error.type).toBe('not_found_error')
  })

  it('hang never answers and ends when the asker gives up', async () => {
    const simulator = await broken({ kind: 'hang' })
    const giveUp = new AbortController()
    const request = new Request(`http://anthropic.sim${me}`, { signal: giveUp.signal })
    let isAnswered = false
    const pending = simulator.fetch(request).then((response) => {
      isAnswered = true
      return response
    })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(isAnswered).toBe(false)
    giveUp.abort()
    expect((await pending).status).toBe(499)
  })

  it('slow answers in the end', async () => {
    expect((await ask(await broken({ kind: 'slow', ms: 5 }), me)).status).toBe(200)
    const simulator = simulatorAt()
    await turn(simulator, 'knobs', { slow_ms: 5 })
    expect((await ask(simulator, me)).status).toBe(200)
  })
})

describe('changes of the company', () => {
  it('a restated day changes usage and cost of that day only, and a reset takes it back', async () => {
    const simulator = simulatorAt()
    const path = '/v1/organizations/cost_report?starting_at=2026-11-09T00:00:00Z&ending_at=2026-11-12T00:00:00Z'
    const amounts = async () =>
      (await ask(simulator, path)).body.data.map((bucket: { results: { amount: string }[] }) =>
        Number(bucket.results[0]?.amount),
      )
    const before = await amounts()
    await turn(simulator, 'knobs', { restate: { day: '2026-11-10', factor: 1.5 } })
    const after = await amounts()
    expect([after[0], after[2]]).toEqual([before[0], before[2]])
    expect(after[1] / before[1]).toBeGreaterThan(1.4)
    await turn(simulator, 'reset', {})
    expect(await amounts()).toEqual(before)
  })

  it('a member who vanishes is gone from the lists and stays in usage', async () => {
    const simulator = simulatorAt()
    const person = simulator.world.company.people.find((each) => each.code === 'api')
    if (person === undefined) throw new Error('nobody')
    const before = await all(simulator, '/v1/organizations/users?limit=50')
    await turn(simulator, 'knobs', { vanish_member: person.email })
    const after = await all(simulator, '/v1/organizations/users?limit=50')
    expect(after).toHaveLength(before.length - 1)
    expect(JSON.stringify(after)).not.toContain(person.id)
    const usage = await ask(
      simulator,
      `/v1/organizations/usage_report/messages?starting_at=2026-11-10T00:00:00Z&group_by[]=account_id`,
    )
    expect(JSON.stringify(usage.body)).toContain(person.id)
  })

  it('an unknown knob is refused with words', async () => {
    const { status, body } = await turn(simulatorAt(), 'knobs', { colour: 'red' })
    expect(status).toBe(400)
    expect(body.error).toContain('colour')
  })
})
