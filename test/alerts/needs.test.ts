// The overview says how many alerts nobody has looked at, and is quiet once somebody has.
import { expect, it } from 'vitest'
import { at } from '../http/harness.ts'
import { alerts, bill, budget, channel, DOLLAR, HOOK, ok, type Stage, stage, TODAY, tick } from './stage.ts'

const needs = async (on: Stage): Promise<unknown[]> => {
  const found = at(await ok(on, 'GET', '/api/overview'), 'needs')
  return Array.isArray(found) ? found.filter((need) => at(need, 'id') === 'alerts') : []
}

it('the overview counts alerts until each is acknowledged; tests are none', async () => {
  const on = await stage()
  const { id } = await channel(on, { kind: 'webhook', url: HOOK })
  await ok(on, 'POST', `/api/alert-channels/${id}/test`)
  expect(await needs(on)).toEqual([])
  await budget(on, { forecast: false, thresholds: [50, 60] })
  await bill(on, TODAY, 70n * DOLLAR)
  await tick(on)
  expect(await needs(on)).toMatchObject([{ title: '2 alerts to look at', href: '/budgets?tab=alerts&state=open' }])
  for (const alert of await alerts(on)) await ok(on, 'POST', `/api/alerts/${alert.id}/acknowledge`)
  expect(await needs(on)).toEqual([])
})
