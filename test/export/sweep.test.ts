// What the tick does for exports: lost messages are sent again, what nobody may fetch any more is deleted.
import { beforeAll, describe, expect, it } from 'vitest'
import { sweepExports } from '../../worker/export/sweep.ts'
import { addUsage, ask, call, drain, made, type Stage, stage, view } from './stage.ts'

let on: Stage
beforeAll(async () => {
  on = await stage()
  await addUsage(on, 0, 10)
})

const DAY = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * DAY)
const objectsOf = async (id: string) =>
  (await on.env.EXPORTS_US.list({ prefix: `${on.tenant}/${id}/` })).objects.map(({ key }) => key)

describe('the tick', () => {
  it('sends the message of a job without a sign of life again, once', async () => {
    const id = await ask(on)
    const lost = on.jobs.splice(0)
    await sweepExports(on.env, new Date())
    expect(on.jobs).toEqual([])
    await sweepExports(on.env, new Date(Date.now() + 21 * 60_000))
    await sweepExports(on.env, new Date(Date.now() + 22 * 60_000))
    expect(on.jobs).toEqual(lost)
    await drain(on)
    expect((await view(on, id)).state).toBe('ready')
  })

  it('keeps an expired file for a day, so that its link can be renewed, then deletes it', async () => {
    const { id } = await made(on, { expires_in_days: 1 })
    await sweepExports(on.env, inDays(1.5))
    expect(await objectsOf(id)).toHaveLength(1)
    await sweepExports(on.env, inDays(2.1))
    expect(await objectsOf(id)).toEqual([])
    expect(await view(on, id)).toMatchObject({ state: 'expired', records: expect.any(Number) })
    expect((await call(on, 'POST', `/api/exports/${id}/link`, {})).status).toBe(409)
  })

  it('deletes a revoked file, and all that a delivery too many has left', async () => {
    const { id } = await made(on)
    await on.env.EXPORTS_US.put(`${on.tenant}/${id}/1-0000`, 'left behind')
    const { id: kept } = await made(on)
    await call(on, 'POST', `/api/exports/${id}/revoke`)
    await sweepExports(on.env, new Date())
    expect(await objectsOf(id)).toHaveLength(2)
    await sweepExports(on.env, new Date(Date.now() + 21 * 60_000))
    expect(await objectsOf(id)).toEqual([])
    expect((await view(on, id)).state).toBe('revoked')
    expect(await objectsOf(kept)).toHaveLength(1)
  })

  it('may be repeated', async () => {
    for (let n = 0; n < 3; n++) await sweepExports(on.env, new Date())
    expect(on.jobs).toEqual([])
  })
})
