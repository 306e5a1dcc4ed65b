import { beforeAll, describe, expect, it } from 'vitest'
import { usage } from '../../worker/db/tenant/schema.ts'
import { readUsage, type UsageAsk } from '../../worker/db/tenant/usage.ts'
import { readUsageRows } from '../../worker/db/tenant/usage-rows.ts'
import { newSubjectId, newTenantId } from '../../worker/ids.ts'
import { db, directoryOf, insertRows, openaiUsage, stitchedOf, type UsageSeed, usageSeed } from './seed.ts'
import { ask, range, reference, TODAY } from './usage-company.ts'

const tenant = newTenantId()
// Mei is one person with an identity at each vendor, and holds a key at each; Ben is at one vendor only.
const [mei, meiToo, ben] = [newSubjectId(), newSubjectId(), newSubjectId()]
const directory = directoryOf({ [mei]: { name: 'Mei Example', email: 'mei@northwind.example' } })
const askStitched = async () =>
  stitchedOf({
    known: [
      { subject: mei, email: 'mei@northwind.example', member: true },
      { subject: meiToo, email: 'Mei@northwind.example' },
      { subject: ben },
    ],
    keys: [
      { vendor: 'openai', key: 'key_mei', holder: meiToo, holderType: 'user' },
      { vendor: 'openai', key: 'key_bot', holder: 'svc_1', holderType: 'service_account' },
      { vendor: 'anthropic', key: 'apikey_mei', holder: mei, holderType: null },
    ],
  })

const actor = (more: Partial<UsageSeed>) => usageSeed(tenant, TODAY, { view: 'actors', ...more })
const openai = (more: Partial<UsageSeed>) => openaiUsage(tenant, TODAY, 'completions', more)
const rows = {
  meiClaude: actor({ subject: mei, output: 1 }),
  meiClaudeKey: actor({ apiKey: 'apikey_mei', output: 2 }),
  benClaude: actor({ subject: ben, output: 4 }),
  nobodyClaude: actor({ output: 8 }),
  // The same use again, in the view that totals are made of: never counted beside the actors.
  claude: usageSeed(tenant, TODAY, { subject: mei, output: 15 }),
  meiGpt: openai({ subject: meiToo, output: 16 }),
  meiGptKey: openai({ apiKey: 'key_mei', output: 32 }),
  botGpt: openai({ apiKey: 'key_bot', output: 64 }),
  lostGpt: openai({ apiKey: 'key_gone', output: 128 }),
  // The user decides and not the key: somebody else used Mei's.
  benGpt: openai({ subject: ben, apiKey: 'key_mei', output: 256 }),
  nobodyGpt: openai({ output: 512 }),
}

beforeAll(() => insertRows(usage, [...Object.values(rows), usageSeed(newTenantId(), TODAY, { subject: mei })]))

const read = (more: Partial<UsageAsk>) => readUsage(db, tenant, { ...ask, ...more }, directory, askStitched)
const seqsOf = (list: readonly { seq: number | bigint }[]) => list.map(({ seq }) => Number(seq)).sort((a, b) => a - b)

describe('use by person over two vendors', () => {
  it('is one group a vendor and person, each vendor in the view that names most', async () => {
    const { groups, totals } = await read({ by: 'person' })
    const group = (vendor: string, key: string) => groups.find((one) => one.vendor === vendor && one.key === key)
    expect(groups).toHaveLength(6)
    expect(group('anthropic', mei)).toMatchObject(reference([rows.meiClaude, rows.meiClaudeKey]))
    expect(group('anthropic', ben)).toMatchObject(reference([rows.benClaude]))
    expect(group('anthropic', '')).toMatchObject(reference([rows.nobodyClaude]))
    expect(group('openai', mei)).toMatchObject(reference([rows.meiGpt, rows.meiGptKey]))
    expect(group('openai', ben)).toMatchObject(reference([rows.benGpt]))
    expect(group('openai', '')).toMatchObject(reference([rows.botGpt, rows.lostGpt, rows.nobodyGpt]))
    const { claude, ...counted } = rows
    expect(totals).toEqual(reference(Object.values(counted)))
    expect(claude.view).toBe('dimensions')
  })
  it('is called by the person’s name at both, and by nobody’s where nobody is named', async () => {
    const labels = (await read({ by: 'person' })).groups.map(({ vendor, key, label }) => `${vendor} ${key} ${label}`)
    expect(labels).toContain(`anthropic ${mei} Mei Example`)
    expect(labels).toContain(`openai ${mei} Mei Example`)
    expect(labels).toContain('openai  Nobody named')
  })
  it('adds the subjects and keys of a person up within each day and the series', async () => {
    const { groups, days } = await read({ by: 'person', filter: { vendor: 'openai', person: [mei] } })
    const expected = reference([rows.meiGpt, rows.meiGptKey])
    expect(groups.map(({ series }) => series.at(-1))).toEqual([expected.tokens.total])
    expect(days.at(-1)?.groups).toEqual([
      {
        vendor: 'openai',
        key: mei,
        tokens: expected.tokens.total,
        output: expected.tokens.output,
        estimate: expected.estimate.nano,
      },
    ])
  })
})

describe('a filter by person', () => {
  const cases: [string, string[], (keyof typeof rows)[]][] = [
    ['any subject of a person means the person', [mei], ['meiClaude', 'meiClaudeKey', 'meiGpt', 'meiGptKey']],
    ['the other subject too', [meiToo], ['meiClaude', 'meiClaudeKey', 'meiGpt', 'meiGptKey']],
    ['somebody at both vendors without an address', [ben], ['benClaude', 'benGpt']],
    ['nobody: no user, and no key that somebody holds', [''], ['nobodyClaude', 'botGpt', 'lostGpt', 'nobodyGpt']],
    ['two at once', [ben, ''], ['benClaude', 'benGpt', 'nobodyClaude', 'botGpt', 'lostGpt', 'nobodyGpt']],
    ['a subject that nobody knows', [newSubjectId()], []],
  ]
  it.each(cases)('%s, in sums, in other dimensions and in the rows', async (_, person, names) => {
    const expected = names.map((name) => rows[name])
    const sums = reference(expected)
    for (const by of ['person', 'model'] as const) {
      expect((await read({ by, filter: { person } })).totals, by).toEqual(sums)
    }
    const page = { range, filter: { person }, limit: 100, after: null }
    const found = await readUsageRows(db, tenant, page, directory, askStitched)
    expect(found.total).toBe(expected.length)
    expect(seqsOf(found.rows)).toEqual(seqsOf(expected))
  })
  it('of the days before counts keys by who holds them as well', async () => {
    const later = { from: '2026-12-01', to: '2026-12-20', days: 20 }
    const { totals, previous } = await read({ range: later, by: 'person', filter: { person: [''] } })
    expect(totals.records).toBe(0)
    expect(previous).toEqual(reference([rows.nobodyClaude, rows.botGpt, rows.lostGpt, rows.nobodyGpt]))
  })
})

describe('questions that are not about people', () => {
  it('never ask who is one person', async () => {
    const fail = () => Promise.reject(new Error('asked'))
    const { totals } = await readUsage(db, tenant, ask, directory, fail)
    expect(totals).toEqual(reference(Object.values(rows).filter(({ view }) => view === 'dimensions')))
  })
})
