// Budgets at the front door: what is refused with which words, what each scope counts, and a record of every change.
import { describe, expect, it } from 'vitest'
import { cost, member, team, usage, vendorKey, workspace } from '../../worker/db/tenant/schema.ts'
import { newSubjectId } from '../../worker/ids.ts'
import { bill, budget, call, DOLLAR, dollars, ok, recorded, stage, TODAY } from '../alerts/stage.ts'
import { costSeed, insertRows, usageSeed } from '../db/seed.ts'
import { at, code } from './harness.ts'

const problem = (body: unknown) => [at(body, 'error', 'details', 0, 'path'), at(body, 'error', 'details', 0, 'problem')]
const wish = { scope: 'tenant', period: 'month', name: 'All AI', amount: dollars(100) }

describe('a budget', () => {
  it('says what was spent, of what, and how it is known', async () => {
    const on = await stage()
    await bill(on, TODAY, 70n * DOLLAR + 420_000_000n)
    const made = await budget(on)
    expect(made).toMatchObject({
      label: 'Tarnwick Instruments',
      spent: '70420000000',
      percent: 70.42,
      basis: 'billed',
      thresholds: [70, 85, 100],
      forecast: true,
      state: 'near',
      forecast_why: 'short',
      forecast_end: null,
    })
    expect(made.running.to >= TODAY && made.running.from <= TODAY).toBe(true)
  })

  it('keeps an amount beyond 2^53 to the nanodollar', async () => {
    const on = await stage()
    const made = await budget(on, { amount: '900719925474099301' })
    expect(made.amount).toBe('900719925474099301')
    expect(await ok(on, 'GET', `/api/budgets/${made.id}`)).toMatchObject({ amount: '900719925474099301' })
  })

  it('is refused with the field and the words', async () => {
    const on = await stage()
    for (const [json, path] of [
      [{ amount: '0' }, 'body.amount'],
      [{ amount: '-5' }, 'body.amount'],
      [{ amount: 12.5 }, 'body.amount'],
      [{ amount: '1000000000000000001' }, 'body.amount'],
      [{ thresholds: [0] }, 'body.thresholds[0]'],
      [{ thresholds: [501] }, 'body.thresholds[0]'],
      [{ thresholds: [70, 70] }, 'body.thresholds'],
      [{ thresholds: Array.from({ length: 11 }, (_, i) => i + 1) }, 'body.thresholds'],
      [{ period: 'year' }, 'body.period'],
      [{ scope: 'galaxy' }, 'body.scope'],
      [{ name: '' }, 'body.name'],
      [{ channels: ['alc_none'] }, 'body.channels'],
      [{ scope: 'vendor' }, 'body.vendor'],
      [{ vendor: 'openai' }, 'body.vendor'],
      [{ scope: 'workspace', vendor: 'anthropic', value: 'wrkspc_none' }, 'body.value'],
      [{ scope: 'workspace', vendor: 'openai', value: 'default' }, 'body.value'],
      [{ scope: 'key', vendor: 'anthropic', value: 'apikey_none' }, 'body.value'],
      [{ scope: 'model', vendor: 'anthropic', value: 'gpt-none' }, 'body.value'],
      [{ scope: 'team', value: 'team_none' }, 'body.value'],
      [{ scope: 'person', value: newSubjectId() }, 'body.value'],
      [{ scope: 'person', value: 'Robin' }, 'body.value'],
    ] as const) {
      const reply = await call(on, 'POST', '/api/budgets', { ...wish, ...json })
      expect([JSON.stringify(json), reply.status, code(reply), problem(reply.body)[0]]).toEqual([
        JSON.stringify(json),
        400,
        'invalid_request',
        path,
      ])
    }
    expect(await recorded(on)).toEqual([])
  })

  it('on each scope counts that scope and nothing else', async () => {
    const on = await stage()
    const { tenant } = on
    const subject = newSubjectId()
    const seen = { tenant, seq: 1, rev: 0, vanished: 0 }
    await insertRows(workspace, [
      { ...seen, vendor: 'anthropic', id: 'wrkspc_1', name: 'Search', isDefault: 0, archivedAt: null },
    ])
    const key = {
      status: 'active',
      workspace: null,
      createdBy: subject,
      holderType: 'user',
      createdAt: null,
      expiresAt: null,
    }
    await insertRows(vendorKey, [{ ...seen, vendor: 'anthropic', id: 'apikey_1', ...key }])
    await insertRows(member, [
      { ...seen, vendor: 'anthropic', organization: '', subject, role: 'developer', addedAt: null },
    ])
    await insertRows(team, [
      { tenant, id: 'team_1', name: 'Platform', costCenter: null, changedAt: TODAY, removedAt: null },
    ])
    await insertRows(cost, [
      costSeed(tenant, TODAY, { amount: 10n * DOLLAR, workspace: 'wrkspc_1' }),
      costSeed(tenant, TODAY, { amount: 20n * DOLLAR, model: 'claude-haiku-5' }),
      costSeed(tenant, TODAY, { amount: 40n * DOLLAR, vendor: 'openai', stream: 'openai.costs', model: null }),
    ])
    await insertRows(usage, [
      usageSeed(tenant, TODAY, { estimate: 3n * DOLLAR, apiKey: 'apikey_1' }),
      usageSeed(tenant, TODAY, {
        estimate: 5n * DOLLAR,
        vendor: 'openai',
        stream: 'openai.usage.completions',
        model: 'gpt-6',
      }),
    ])
    for (const [scope, spent, basis, label] of [
      [{ scope: 'tenant' }, 70, 'billed', 'Tarnwick Instruments'],
      [{ scope: 'vendor', vendor: 'anthropic' }, 30, 'billed', 'Anthropic'],
      [{ scope: 'vendor', vendor: 'openai' }, 40, 'billed', 'OpenAI'],
      [{ scope: 'workspace', vendor: 'anthropic', value: 'wrkspc_1' }, 10, 'billed', 'Search'],
      [{ scope: 'workspace', vendor: 'anthropic', value: 'default' }, 20, 'billed', 'Default'],
      [{ scope: 'model', vendor: 'anthropic', value: 'claude-haiku-5' }, 20, 'billed', 'claude-haiku-5'],
      // A bill that names no model leaves the estimate of that model.
      [{ scope: 'model', vendor: 'openai', value: 'gpt-6' }, 5, 'billed', 'gpt-6'],
      [{ scope: 'key', vendor: 'anthropic', value: 'apikey_1' }, 3, 'estimate', 'apikey_1'],
      [{ scope: 'person', value: subject }, 3, 'estimate', subject],
      // One team alone carries the whole pool.
      [{ scope: 'team', value: 'team_1' }, 70, 'allocated', 'Platform'],
    ] as const) {
      const made = await budget(on, { ...scope, amount: dollars(1_000) })
      expect([scope, made.spent, made.basis, made.label]).toEqual([scope, dollars(spent), basis, label])
    }
    const [person] = (await recorded(on, 'created')).filter(({ data }) => data.scope === 'person')
    expect(person?.data.value).toBe(subject)
  })

  it('is changed and removed with a record each, and nothing is written where nothing changes', async () => {
    const on = await stage()
    const { id } = await budget(on)
    await ok(on, 'PATCH', `/api/budgets/${id}`, { amount: dollars(200), thresholds: [90, 50] })
    await ok(on, 'PATCH', `/api/budgets/${id}`, { amount: dollars(200), thresholds: [50, 90] })
    expect(await ok(on, 'GET', `/api/budgets/${id}`)).toMatchObject({ amount: dollars(200), thresholds: [50, 90] })
    expect((await call(on, 'DELETE', `/api/budgets/${id}`)).status).toBe(204)
    expect((await call(on, 'DELETE', `/api/budgets/${id}`)).status).toBe(404)
    expect((await call(on, 'PATCH', `/api/budgets/${id}`, { paused: true })).status).toBe(404)
    const acts = await recorded(on)
    expect(acts.map(({ kind, data }) => [kind, data.action])).toEqual([
      ['budget', 'created'],
      ['budget', 'changed'],
      ['budget', 'removed'],
    ])
    expect(acts[1]?.data).toMatchObject({ changed: ['amount', 'thresholds'], amount: dollars(200) })
    expect(acts.map(({ text }) => text).join()).not.toContain('All AI')
  })
})
