// A key whose use names nobody: it belongs to whom its vendor names as its holder, else to whom an admin says, and to nobody else.
import { beforeAll, describe, expect, it } from 'vitest'
import { HOUR, type Stage, stage, turn } from '../pull/stage.ts'
import { dayNumber } from '../simulator/days.ts'
import { isService, type ProjectKey } from '../simulator/openai/company/projects.ts'
import { ledger } from '../support/tenants.ts'
import { judgePublished } from '../tenant/judge.ts'
import { type PeopleScreen, peopleAt } from './people-screen.ts'
import { openaiUse } from './true-use.ts'

const DAYS = ['2026-11-18', '2026-11-19', '2026-11-20'].map(dayNumber)
let on: Stage
let screen: PeopleScreen
/** Somebody without any key of their own. */
let person: string

beforeAll(async () => {
  on = stage({ BACKFILL_DAYS: String(DAYS.length) })
  await turn(on, { openai_user_ids: 'off' })
  screen = await peopleAt(on, '2026-11-18', '2026-11-20')
  const anyone = (await screen.people()).find(({ email, keys, spend }) => email && keys === 0 && spend.length === 0)
  if (anyone === undefined) throw new Error('everybody has keys')
  person = anyone.subject
}, 240_000)

const openai = () => on.simulator.world.openai
const lost = (): ProjectKey => openai().specials.deletedKey
const trueUse = (...keys: ProjectKey[]) => {
  const ids = new Set(keys.map(({ id }) => id))
  const { tokens, nano, unpriced, rows } = openaiUse(
    on.simulator.world,
    DAYS,
    ({ key }) => key !== null && ids.has(key),
  )
  return { tokens: String(tokens), estimate: { nano: String(nano), rows_without_price: unpriced }, rows }
}
const spentBy = async (subject: string) => {
  const { person: one, keys } = await screen.person(subject)
  return { spend: one.spend.find(({ vendor }) => vendor === 'openai'), keys }
}
const identity = () => `openai:${lost().id}`

describe('use that names no user', () => {
  it('is spent by whom the vendor names as the holder of the key', async () => {
    const { keys, members } = openai()
    const people = await screen.people()
    let compared = 0
    for (const member of members.all) {
      const own = keys.filter(({ owner, isDeleted }) => owner === member && !isDeleted)
      const use = trueUse(...own)
      if (member.email === null || use.rows === 0) continue
      const [one] = people.filter(({ email }) => email?.toLowerCase() === member.email?.toLowerCase())
      const found = one?.spend.find(({ vendor }) => vendor === 'openai')
      expect([member.email, found]).toEqual([
        member.email,
        {
          vendor: 'openai',
          tokens: use.tokens,
          estimate: use.estimate,
          via_keys: use.estimate.nano,
          records: use.rows,
        },
      ])
      compared += 1
    }
    expect(compared).toBeGreaterThan(10)
  })

  it('waits for somebody when the key is on no list, and stays a service account’s when it is one’s', async () => {
    const { rows } = await screen.unmapped()
    const waiting = rows.filter(({ kind, linkable, vendor }) => kind === 'api_key' && linkable && vendor === 'openai')
    expect(new Set(waiting.map((row) => row.identity))).toEqual(
      new Set([identity(), `openai:${openai().specials.formerKey.id}`]),
    )
    for (const key of openai().keys.filter(({ owner }) => isService(owner))) {
      const row = rows.find((one) => one.identity === `openai:${key.id}`)
      if (trueUse(key).rows > 0)
        expect(row).toMatchObject({ kind: 'api_key', linkable: false, tokens: trueUse(key).tokens })
    }
    const { tokens, estimate } = trueUse(lost())
    expect(await screen.loose(identity())).toMatchObject({ how: null, tokens, estimate })
  })
})

describe('a deleted key', () => {
  const isLinked = async () => {
    const { tokens, estimate } = trueUse(lost())
    expect(await screen.loose(identity())).toBeUndefined()
    expect((await screen.unmapped()).links).toMatchObject([
      { identity: identity(), kind: 'api_key', how: 'linked', person: { subject: person } },
    ])
    expect((await spentBy(person)).spend).toMatchObject({ tokens, estimate, via_keys: estimate.nano })
  }
  const isApart = async () => {
    const { tokens, estimate } = trueUse(lost())
    expect(await screen.loose(identity())).toMatchObject({
      how: 'apart',
      linkable: true,
      tokens,
      estimate,
      suggestion: null,
    })
    expect((await screen.unmapped()).links).toMatchObject([{ identity: identity(), how: 'apart', person: null }])
    expect(await spentBy(person)).toEqual({ spend: undefined, keys: [] })
  }

  it('is linked by hand, and what it spent is the person’s', async () => {
    expect((await screen.link(identity(), person)).status).toBe(200)
    await isLinked()
  })

  it('stays linked through the next pull and a rebuild', async () => {
    const before = BigInt(trueUse(lost()).tokens)
    await screen.readAgain(3 * HOUR)
    expect(BigInt(trueUse(lost()).tokens)).toBeGreaterThan(before)
    await isLinked()
    await ledger(screen.tenant).rebuild()
    await isLinked()
  })

  it('is nobody’s again when the link is taken back, through pull and rebuild', async () => {
    expect((await screen.link(identity(), null)).status).toBe(200)
    await isApart()
    await screen.readAgain(HOUR)
    await ledger(screen.tenant).rebuild()
    await isApart()
  })

  it('has both decisions in a ledger that verifies', async () => {
    const { records } = await judgePublished(screen.tenant)
    const decisions = records.filter(({ kind }) => kind === 'identity').map(({ data }) => data)
    expect(decisions).toEqual([
      { action: 'linked', identity: identity(), person },
      { action: 'unlinked', identity: identity() },
    ])
  })
})
