import { beforeAll, describe, expect, it } from 'vitest'
import {
  type ActivityFilter,
  type EventPosition,
  readActivity,
  readActivityRows,
} from '../../worker/db/tenant/activity.ts'
import { activityLabel } from '../../worker/db/tenant/activity-labels.ts'
import { daysOf } from '../../worker/db/tenant/range.ts'
import { activity } from '../../worker/db/tenant/schema.ts'
import { newSubjectId, newTenantId } from '../../worker/ids.ts'
import {
  type ActivitySeed,
  activitySeed,
  alone,
  daysBack,
  db,
  dice,
  directoryOf,
  insertRows,
  stitchedOf,
} from './seed.ts'

const TODAY = '2026-11-20'
const range = { from: '2026-11-11', to: TODAY, days: 10 }
const tenant = newTenantId()
const other = newTenantId()
const ada = newSubjectId()
const directory = directoryOf({ [ada]: { name: 'Ada Example', email: 'ada@example.com' } })

const TYPES = [
  ['claude_chat_created', 'chat'],
  ['claude_file_uploaded', 'file'],
  ['compliance_api_accessed', 'audit'],
] as const

function makeRows(owner: typeof tenant, seed: number): ActivitySeed[] {
  const roll = dice(seed)
  return daysBack(TODAY, 20).flatMap((day) =>
    Array.from({ length: 9 }, () => {
      const [type, category] = TYPES[roll(3)] ?? TYPES[0]
      const ours = roll(4) === 0
      return activitySeed(owner, `${day}T${String(roll(24)).padStart(2, '0')}:00:00.000Z`, {
        vendor: ours ? 'tallystick' : 'anthropic',
        type: ours ? 'token.created' : type,
        category: ours ? 'tallystick' : category,
        machine: type === 'compliance_api_accessed' && !ours ? 1 : 0,
        subject: roll(2) === 0 ? ada : null,
      })
    }),
  )
}
const rows = makeRows(tenant, 5)

beforeAll(() => insertRows(activity, [...rows, ...makeRows(other, 6)]))

const selected = (selects: (row: ActivitySeed) => boolean) =>
  rows
    .filter((row) => row.at.slice(0, 10) >= range.from && selects(row))
    .sort((a, b) => (a.at === b.at ? Number(b.seq) - Number(a.seq) : a.at < b.at ? 1 : -1))

const read = (filter: Partial<ActivityFilter> = {}, limit = 1000, after: EventPosition | null = null) =>
  readActivity(db, tenant, { range, filter: { machine: false, ...filter }, limit, after }, directory, alone)

describe('activity', () => {
  const cases: [string, Partial<ActivityFilter>, (row: ActivitySeed) => boolean][] = [
    ['people and leaves machines out', {}, (row) => row.machine === 0],
    ['everything when asked', { machine: true }, () => true],
    ['a vendor', { vendor: 'tallystick' }, (row) => row.vendor === 'tallystick'],
    [
      'types',
      { type: ['claude_chat_created', 'token.created'] },
      (row) => ['claude_chat_created', 'token.created'].includes(row.type),
    ],
    ['a category', { category: ['file'] }, (row) => row.category === 'file'],
    ['a person', { person: ada }, (row) => row.machine === 0 && row.subject === ada],
    [
      'several at once',
      { machine: true, category: ['audit'], person: ada },
      (row) => row.category === 'audit' && row.subject === ada,
    ],
  ]
  it.each(cases)('selects %s', async (_, filter, selects) => {
    const screen = await read(filter)
    const expected = selected(selects)
    expect(screen.rows.map(({ seq }) => seq)).toEqual(expected.map(({ seq }) => seq))
    expect(screen.total).toBe(expected.length)
    expect(expected.length).toBeGreaterThan(0)
    expect(screen.days).toEqual(
      daysOf(range).map((day) => ({ day, count: expected.filter((row) => row.at.startsWith(day)).length })),
    )
  })
  it('counts categories whichever of them is chosen', async () => {
    const all = selected((row) => row.machine === 0)
    const { categories } = await read({ category: ['file'] })
    expect(new Map(categories.map(({ category, count }) => [category, count]))).toEqual(
      new Map(['chat', 'file', 'tallystick'].map((name) => [name, all.filter((row) => row.category === name).length])),
    )
  })
  it.each([1, 4, 50])('comes in pages of %i, each event once, though many share an instant', async (limit) => {
    const found: number[] = []
    let after: EventPosition | null = null
    do {
      const page: Awaited<ReturnType<typeof read>> = await read({}, limit, after)
      found.push(...page.rows.map(({ seq }) => seq))
      after = page.next
      expect(page.total).toBe(selected((row) => row.machine === 0).length)
    } while (after !== null)
    expect(found).toEqual(selected((row) => row.machine === 0).map(({ seq }) => seq))
  })
  it('gives CSV the same rows', async () => {
    const ask = { range, filter: { machine: true }, limit: 1000, after: null }
    expect((await readActivityRows(db, tenant, ask, directory, alone)).rows).toEqual(
      (await read({ machine: true })).rows,
    )
  })
  it('names people from the directory and nobody else', async () => {
    for (const row of (await read()).rows) {
      const subject = rows.find(({ seq }) => seq === row.seq)?.subject
      expect(row.who).toEqual(subject === ada ? { subject: ada, name: 'Ada Example', email: 'ada@example.com' } : null)
    }
  })
})

describe('events of one person under several subjects', () => {
  const mine = newTenantId()
  const [mei, meiToo] = [newSubjectId(), newSubjectId()]
  const names = directoryOf({ [mei]: { email: 'mei@northwind.example' }, [meiToo]: { name: 'Mei Example' } })
  const stitched = stitchedOf({
    known: [{ subject: mei, member: true }, { subject: meiToo }],
    links: [{ identity: meiToo, person: mei }],
  })
  beforeAll(() =>
    insertRows(activity, [
      activitySeed(mine, `${TODAY}T10:00:00.000Z`, { subject: mei }),
      activitySeed(mine, `${TODAY}T11:00:00.000Z`, { subject: meiToo, vendor: 'openai', type: 'login.succeeded' }),
      activitySeed(mine, `${TODAY}T12:00:00.000Z`, { subject: ada }),
    ]),
  )
  const find = (filter: Partial<ActivityFilter>) => {
    const asked = { range, filter: { machine: false, ...filter }, limit: 10, after: null }
    return readActivity(db, mine, asked, names, stitched)
  }
  it.each([mei, meiToo])('are all found by any of them', async (person) => {
    const { rows: found, total } = await find({ person })
    expect([total, found.map(({ at }) => at.slice(11, 13))]).toEqual([2, ['11', '10']])
  })
  it('are of the person, by all that is known of them', async () => {
    const { rows: found } = await find({ person: mei })
    const person = { subject: mei, name: 'Mei Example', email: 'mei@northwind.example' }
    expect(found.map(({ who }) => who)).toEqual([person, person])
  })
  it('are none of a vendor that is not connected', async () => {
    const { rows: found, freshness } = await find({ vendor: 'openai', person: ada })
    expect([found, freshness.empty]).toEqual([[], 'filter_matches_nothing'])
    const empty = await readActivity(
      db,
      tenant,
      { range, filter: { machine: true, vendor: 'openai' }, limit: 10, after: null },
      names,
      stitched,
    )
    expect(empty.freshness.empty).toBe('not_connected')
  })
})

describe('what an event is called', () => {
  it.each([
    ['claude_chat_created', 'Chat created'],
    ['sso_login_failed', 'Sign-in with single sign-on failed'],
    ['token.created', 'API token created'],
    ['org_ip_restriction_created', 'IP restriction created'],
    ['tunnel_token_minted', 'Tunnel token minted'],
    ['platform_signing_key_rotated', 'Signing key rotated'],
    ['Some-New.Type9', 'Some New Type9'],
    ['api_key.created', 'API key created'],
    ['service_account.updated', 'Service account changed'],
    ['login.failed', 'Sign-in failed'],
    ['ip_allowlist.config.activated', 'IP allowlist switched on'],
    ['workload_identity_provider.deleted', 'Workload identity provider deleted'],
    ['some_new.thing.happened', 'Some new thing happened'],
    ['identity.linked', 'Identity linked to a person'],
    ['org', 'Org'],
    ['', 'Event without a type'],
    ['___', 'Event without a type'],
    ['constructor', 'Constructor'],
    ['toString', 'ToString'],
  ])('is %s → %s', (type, label) => {
    expect(activityLabel(type)).toBe(label)
  })
})
