// Every stream of both vendors over a simulated week: people are in sealed fields and identities, and nobody is in the open part.
import { beforeAll, describe, expect, it } from 'vitest'
import { canonicalize } from '../../worker/ledger/jcs.ts'
import { STREAMS, streamsOf } from '../../worker/vendors/catalog.ts'
import { clientFor, vendorOf } from '../../worker/vendors/client.ts'
import { CONNECTION_KINDS, type Draft, type Stream } from '../../worker/vendors/stream.ts'
import { simulateOutside } from '../support/outside.ts'
import { ask, idOf, walk } from './literal.ts'

const NOW = new Date('2026-11-20T10:00:00Z')
const URLS = { anthropic: 'http://anthropic.sim', openai: 'http://openai.sim' }
const KEYS = { anthropic_admin: 'admin', openai_admin: 'openaiAdmin', anthropic_compliance: 'compliance' }
const LISTS_OF_PEOPLE = ['anthropic.members', 'openai.users']
/** A week with a weekend, all of it over. */
const window = { from: '2026-11-11', to: '2026-11-18' }

const simulator = simulateOutside({ now: () => NOW })
const openPart = (draft: Draft) => `${canonicalize(draft.data)} ${idOf(draft)}`

async function draftsOf(stream: Stream, generation: 'classic' | 'analytics' = 'classic'): Promise<Draft[]> {
  const client = clientFor(stream.connection, simulator.keys[KEYS[stream.connection]] ?? '', URLS)
  return (await walk(stream, client, ask({ window, now: NOW, generation }), 1000)).drafts
}

let people: string[] = []
/** Ids of service accounts have the form of a person's at one vendor; they are nobody's. */
let machines: string[] = []

beforeAll(async () => {
  // Whatever the vendors were ever seen to say, documented or not.
  simulator.world.knobs.openai_extra_fields = 'on'
  const lists = STREAMS.filter(({ id }) => LISTS_OF_PEOPLE.includes(id))
  const drafts = (await Promise.all(lists.map((stream) => draftsOf(stream)))).flat()
  const members = drafts.filter(({ kind }) => kind === 'member')
  people = members.flatMap(({ fields }) =>
    [fields?.email, fields?.name, fields?.vendor_user].filter((said) => typeof said === 'string'),
  )
  machines = drafts.filter(({ kind }) => kind === 'service_account').map((draft) => idOf(draft))
})

function expectNobody(drafts: Draft[]): void {
  expect(drafts.length).toBeGreaterThan(0)
  const whole = drafts.map(openPart).join('\n')
  const open = machines.reduce((text, id) => text.replaceAll(id, ''), whole)
  expect(people.filter((name) => open.includes(name))).toEqual([])
  expect(open).not.toMatch(/(?:tarnwick|quillhaven)\.example|@|\buser_[A-Za-z0-9]{10}|\buser-[A-Za-z0-9]{8}/)
  expect(open).not.toMatch(/\b\d+\.\d+\.\d+\.\d+\b|Mozilla|\bt13d\d|Bergen|\bsk-/)
}

describe('the open part of a record', () => {
  it('is looked through for everybody of both vendors', () => {
    expect(people.filter((said) => said.startsWith('user_')).length).toBeGreaterThan(30)
    expect(people.filter((said) => said.startsWith('user-')).length).toBeGreaterThan(30)
    expect(people.filter((said) => said.includes('@')).length).toBeGreaterThan(60)
    expect(machines.length).toBeGreaterThan(0)
  })

  it.each(STREAMS.map((stream) => [stream.id, stream] as const))('of %s names nobody', async (_, stream) => {
    expectNobody(await draftsOf(stream))
  })

  it.each(streamsOf('anthropic_admin').map((stream) => [stream.id, stream] as const))(
    'of %s from the newer endpoints names nobody',
    async (_, stream) => expectNobody(await draftsOf(stream, 'analytics')),
  )

  it('was all read with GET, from both vendors', () => {
    const log = simulator.world.log.list()
    expect(new Set(log.map(({ vendor }) => vendor))).toEqual(new Set(CONNECTION_KINDS.map(vendorOf)))
    expect(new Set(log.map(({ method }) => method))).toEqual(new Set(['GET']))
  })
})
