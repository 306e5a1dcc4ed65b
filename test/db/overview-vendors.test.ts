import { beforeAll, describe, expect, it } from 'vitest'
import { readOverview } from '../../worker/db/tenant/overview.ts'
import { addDays } from '../../worker/db/tenant/range.ts'
import { activity, codeDay, connection, cost, member, stream, usage } from '../../worker/db/tenant/schema.ts'
import type { Spender } from '../../worker/db/tenant/spend.ts'
import { streamWords } from '../../worker/db/tenant/stream-words.ts'
import { newSubjectId, newTenantId, type TenantId } from '../../worker/ids.ts'
import {
  activitySeed,
  alone,
  codeSeed,
  connectionSeed,
  costSeed,
  db,
  directoryOf,
  insertRows,
  openaiCost,
  openaiUsage,
  stitchedOf,
  streamSeed,
  usageSeed,
} from './seed.ts'

const TODAY = '2026-11-20'
const CLOSED = addDays(TODAY, -8)
const range = { from: addDays(TODAY, -9), to: TODAY, days: 10 }
const tenant = newTenantId()
// Mei has an identity at each vendor; Ben is only at Anthropic, Zoe only at OpenAI.
const [mei, meiToo, ben, zoe] = [newSubjectId(), newSubjectId(), newSubjectId(), newSubjectId()]
const directory = directoryOf({ [mei]: { name: 'Mei Example', email: 'mei@northwind.example' } })
const stitched = stitchedOf({
  known: [
    { subject: mei, email: 'mei@northwind.example', member: true },
    { subject: meiToo, email: 'mei@northwind.example' },
  ],
  keys: [{ vendor: 'openai', key: 'key_mei', holder: meiToo, holderType: 'user' }],
})

beforeAll(async () => {
  await insertRows(cost, [costSeed(tenant, CLOSED, { amount: 100 }), openaiCost(tenant, CLOSED, { amount: 7 })])
  await insertRows(usage, [
    usageSeed(tenant, CLOSED, { subject: mei, estimate: 90 }),
    usageSeed(tenant, TODAY, { estimate: 3, cacheWrite30m: 1000 }),
    openaiUsage(tenant, CLOSED, 'completions', { subject: meiToo, estimate: 4 }),
    openaiUsage(tenant, CLOSED, 'completions', { apiKey: 'key_mei', estimate: 6 }),
    openaiUsage(tenant, CLOSED, 'completions', { subject: zoe, estimate: null, model: 'gpt-new' }),
    openaiUsage(tenant, TODAY, 'completions', { estimate: 2 }),
    openaiUsage(tenant, addDays(range.from, -1), 'completions', { subject: zoe, output: 1, estimate: 1 }),
  ])
  const standing = { tenant, role: 'user', vanished: 0, seq: 1, rev: 0 }
  await insertRows(member, [
    { ...standing, vendor: 'anthropic', subject: mei },
    { ...standing, vendor: 'anthropic', subject: ben },
    { ...standing, vendor: 'openai', subject: meiToo },
  ])
  await insertRows(activity, [
    activitySeed(tenant, `${TODAY}T10:00:00.000Z`, { vendor: 'openai', type: 'api_key.created', subject: meiToo }),
    activitySeed(tenant, `${TODAY}T09:00:00.000Z`, { subject: mei }),
  ])
  await insertRows(codeDay, [codeSeed(tenant, TODAY, { subject: ben, sessions: 2 })])
})

const read = (vendor?: Spender, owner: TenantId = tenant) =>
  readOverview(db, owner, { range, today: TODAY, vendor }, directory, stitched)

describe('the overview of two vendors', () => {
  it('sums both, and one of them when asked', async () => {
    const [all, anthropic, openai] = await Promise.all([read(), read('anthropic'), read('openai')])
    expect([all, anthropic, openai].map((one) => one.cost.billed)).toEqual(['107', '100', '7'])
    expect([all, anthropic, openai].map((one) => one.month.billed)).toEqual(['107', '100', '7'])
    // Days of November without a bill of the same vendor: today at both, and one of OpenAI's before the range.
    expect([all, anthropic, openai].map((one) => one.month.estimate.nano)).toEqual(['6', '3', '3'])
    expect(BigInt(all.tokens.total)).toBe(BigInt(anthropic.tokens.total) + BigInt(openai.tokens.total))
    // Two rows of 166 tokens, and a thousand written to a cache for half an hour.
    expect(anthropic.tokens.total).toBe('1332')
    expect(all.days.find(({ day }) => day === CLOSED)?.vendors).toEqual([
      { vendor: 'anthropic', billed: '100' },
      { vendor: 'openai', billed: '7' },
    ])
    expect(openai.days.flatMap(({ vendors }) => vendors)).toEqual([{ vendor: 'openai', billed: '7' }])
  })
  it('counts persons and not identities, at the vendor that is asked for', async () => {
    expect((await read()).people).toMatchObject({ active: 3, previous: 1, members: 2 })
    expect((await read('anthropic')).people).toMatchObject({ active: 2, previous: 0, members: 2 })
    expect((await read('openai')).people).toMatchObject({ active: 2, previous: 1, members: 1 })
    expect((await read()).people.series.slice(-1)).toEqual([2])
  })
  it('shows who spent most over both, what came through keys, and that a part has no price', async () => {
    const top = (await read()).top_people
    expect(top.map(({ subject }) => subject).slice(0, 2)).toEqual([mei, ben])
    expect(top[0]).toMatchObject({
      name: 'Mei Example',
      estimate: { nano: '100', rows_without_price: 0 },
      spend: [
        { vendor: 'anthropic', estimate: { nano: '90' }, via_keys: '0' },
        { vendor: 'openai', estimate: { nano: '10' }, via_keys: '6' },
      ],
    })
    expect(top.find(({ subject }) => subject === zoe)?.estimate).toEqual({ nano: '0', rows_without_price: 1 })
    expect((await read('openai')).top_people).toMatchObject([
      { subject: mei, estimate: { nano: '10' }, sessions: 0 },
      { subject: zoe, spend: [{ vendor: 'openai' }] },
    ])
  })
  it('shows the events of the vendor, under the name of the person', async () => {
    expect((await read()).activity.map(({ who }) => who?.subject)).toEqual([mei, mei])
    expect((await read('openai')).activity.map(({ label, who }) => [label, who?.name])).toEqual([
      ['API key created', 'Mei Example'],
    ])
  })
})

describe('the vendors of a tenant', () => {
  it('are those with data, whatever the filter', async () => {
    expect((await read('openai')).vendors).toEqual(['anthropic', 'openai'])
    expect((await read(undefined, newTenantId())).vendors).toEqual([])
  })
  it('are those that are connected, data or not', async () => {
    const mine = newTenantId()
    await insertRows(connection, [
      connectionSeed(mine, 'cn_1', 'working', 'openai_admin'),
      connectionSeed(mine, 'cn_2', 'removed'),
    ])
    expect((await read(undefined, mine)).vendors).toEqual(['openai'])
    await insertRows(cost, [costSeed(mine, '2026-01-01')])
    expect((await read(undefined, mine)).vendors).toEqual(['anthropic', 'openai'])
  })
})

describe('what needs somebody, by vendor', () => {
  const needsOf = async (owner: TenantId, vendor?: Spender) =>
    (await readOverview(db, owner, { range, today: TODAY, vendor }, directory, alone)).needs
  it('is to connect the one that is asked for', async () => {
    const mine = newTenantId()
    await insertRows(connection, [connectionSeed(mine, 'cn_1')])
    expect(await needsOf(mine)).toEqual([])
    expect(await needsOf(mine, 'openai')).toMatchObject([
      { title: 'OpenAI is not connected', action: 'Connect a vendor' },
    ])
  })
  it('keeps the vendor in the link to what has no price', async () => {
    expect((await needsOf(tenant)).filter(({ href }) => href.startsWith('/usage'))).toMatchObject([
      { title: 'gpt-new has no price yet', href: '/usage?vendor=openai&model=gpt-new' },
    ])
    expect((await needsOf(tenant, 'anthropic')).filter(({ href }) => href.startsWith('/usage'))).toEqual([])
  })
  it('is one thing where many streams wait for the same reason, and each that has its own', async () => {
    const mine = newTenantId()
    const words = 'Missing scope api.usage.read.'
    await insertRows(connection, [
      connectionSeed(mine, 'cn_1'),
      connectionSeed(mine, 'cn_2', 'partial', 'openai_admin'),
    ])
    await insertRows(stream, [
      streamSeed(mine, 'cn_1', 'anthropic.activity', { state: 'skipped', words: 'The plan has no feed.' }),
      ...['completions', 'embeddings', 'images'].map((name) =>
        streamSeed(mine, 'cn_2', `openai.usage.${name}`, { state: 'skipped', words }),
      ),
      streamSeed(mine, 'cn_2', 'openai.audit_logs', { state: 'skipped', words: 'Missing scope api.audit_logs.read.' }),
    ])
    const said = (await needsOf(mine)).map(({ title, words }) => `${title}: ${words}`)
    expect(said.sort()).toEqual([
      'Not readable: Anthropic activity: The plan has no feed.',
      'Not readable: OpenAI audit logs: Missing scope api.audit_logs.read.',
      'Not readable: OpenAI usage of completions and 2 more: Missing scope api.usage.read.',
    ])
    expect(await needsOf(mine, 'anthropic')).toHaveLength(1)
    expect(await needsOf(mine, 'openai')).toHaveLength(2)
  })
})

describe('a stream', () => {
  it.each([
    ['anthropic.usage', 'Anthropic usage'],
    ['anthropic.code_analytics', 'Anthropic code analytics'],
    ['openai.usage.file_search_calls', 'OpenAI usage of file search calls'],
    ['openai.project_api_keys', 'OpenAI project API keys'],
    ['acme.new_thing', 'acme new thing'],
  ])('%s is called %s', (id, words) => {
    expect(streamWords(id)).toBe(words)
  })
})
