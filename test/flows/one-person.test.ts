// One human at two vendors is one person: by address, by alias, by hand, through later pulls and rebuilds; and nobody is who they are not.
import { beforeAll, describe, expect, it } from 'vitest'
import { HOUR, type Stage, stage } from '../pull/stage.ts'
import { dayNumber } from '../simulator/days.ts'
import type { Member } from '../simulator/openai/company/members.ts'
import { personTruth } from '../simulator/people-truth.ts'
import { ledger } from '../support/tenants.ts'
import { judgePublished } from '../tenant/judge.ts'
import { type PeopleScreen, type Person, peopleAt } from './people-screen.ts'
import { anthropicUse, openaiUse } from './true-use.ts'

const DAYS = ['2026-11-18', '2026-11-19', '2026-11-20'].map(dayNumber)
let on: Stage
let screen: PeopleScreen

beforeAll(async () => {
  on = stage({ BACKFILL_DAYS: String(DAYS.length) })
  screen = await peopleAt(on, '2026-11-18', '2026-11-20')
}, 240_000)

const world = () => on.simulator.world
const specials = () => world().openai.specials
const spentAt = (person: Person | undefined, vendor: 'anthropic' | 'openai') =>
  person?.spend.find((one) => one.vendor === vendor)
const trueTokens = (member: Member) => String(openaiUse(world(), DAYS, ({ user }) => user === member.id).tokens)

/** Members who are at both vendors under one address but for its case, use both, and made no key at Anthropic, whose use would be theirs too. */
function atBoth(): { member: Member; person: NonNullable<Member['person']> }[] {
  return world().openai.members.all.flatMap((member) => {
    const { person } = member
    if (person === null || member.email?.toLowerCase() !== person.email) return []
    if (world().company.keys.some(({ creator }) => creator === person.id)) return []
    const used = DAYS.map((day) => personTruth(world(), member, day))
    const both = used.some(({ anthropic }) => anthropic.output > 0) && used.some(({ openai }) => openai.output > 0)
    return both ? [{ member, person }] : []
  })
}

describe('somebody at both vendors', () => {
  it('is one person with what they really used at each, in tokens and by the list price', async () => {
    const people = await screen.people()
    const cases = atBoth()
    expect(cases.length).toBeGreaterThan(5)
    let compared = 0
    for (const { member, person } of cases) {
      const found = people.filter(({ email, name }) => email?.toLowerCase() === person.email || name === person.name)
      expect([person.name, found.length]).toEqual([person.name, 1])
      const [one] = found
      expect(one).toMatchObject({
        name: person.name,
        state: 'member',
        vendors: expect.arrayContaining(['anthropic', 'openai']),
      })
      const [first, second] = [
        anthropicUse(world(), DAYS, person.id),
        openaiUse(world(), DAYS, ({ user }) => user === member.id),
      ]
      expect(spentAt(one, 'openai')).toEqual({
        vendor: 'openai',
        tokens: String(second.tokens),
        estimate: { nano: String(second.nano), rows_without_price: second.unpriced },
        via_keys: '0',
        records: second.rows,
      })
      expect(spentAt(one, 'anthropic')).toMatchObject({ tokens: String(first.tokens), via_keys: '0' })
      const spent = spentAt(one, 'anthropic')
      // The people's view of Anthropic tells neither speed nor window, so it can price only use that has the usual ones.
      if (!first.usual) continue
      compared += 1
      const off = BigInt(spent?.estimate.nano ?? 0) - first.nano
      expect([person.name, off]).toEqual([person.name, 0n])
      const sum = one?.spend.reduce((all, { estimate }) => all + BigInt(estimate.nano), 0n)
      expect(one?.estimate.nano).toBe(String(sum))
    }
    expect(compared).toBeGreaterThan(3)
  })

  it('is one whatever the case of the address', async () => {
    expect(specials().otherCase.length).toBeGreaterThan(0)
    for (const { person, email } of specials().otherCase) {
      expect(email).not.toBe(person?.email)
      const found = await screen.at(person?.email ?? '')
      expect(found).toHaveLength(1)
      expect(found[0]?.vendors).toEqual(expect.arrayContaining(['anthropic', 'openai']))
    }
  })

  it('is one with the name that one of them has, when the other has none', async () => {
    const { person } = specials().nullName
    expect(await screen.at(person?.email ?? '')).toMatchObject([{ name: person?.name }])
  })

  it('is at one vendor who is at one vendor', async () => {
    expect(await screen.at(specials().onlyAtOpenai.email ?? '')).toMatchObject([{ vendors: ['openai'] }])
  })
})

describe('addresses that look alike', () => {
  it('at a domain that is one with another are one person once the organization says so, and not before', async () => {
    const { person, email } = specials().aliasDomain
    const [main, alias] = [person?.email ?? '', email ?? '']
    expect([await screen.at(main), await screen.at(alias)]).toMatchObject([
      [{ vendors: expect.not.arrayContaining(['openai']) }],
      [{ vendors: ['openai'] }],
    ])
    const domains = [main, alias].map((address) => address.split('@')[1])
    const changed = await screen.call('PATCH', '/api/settings', { domain_aliases: [domains] })
    expect(changed.status).toBe(200)
    const together = [...(await screen.at(main)), ...(await screen.at(alias))]
    expect(together).toMatchObject([{ name: person?.name, vendors: expect.arrayContaining(['anthropic', 'openai']) }])
    expect(together[0]?.subjects.length).toBeGreaterThan(1)
    expect(spentAt(together[0], 'openai')?.tokens).toBe(trueTokens(specials().aliasDomain))
    expect(spentAt(together[0], 'anthropic')?.tokens).toBe(String(anthropicUse(world(), DAYS, person?.id ?? '').tokens))
  })

  it('but for a plus stay two people', async () => {
    const { person, email } = specials().plusAddress
    expect(await screen.at(person?.email ?? '')).toMatchObject([{ vendors: expect.not.arrayContaining(['openai']) }])
    expect(await screen.at(email ?? '')).toMatchObject([{ vendors: ['openai'] }])
    expect(spentAt((await screen.at(email ?? ''))[0], 'openai')?.tokens).toBe(trueTokens(specials().plusAddress))
  })
})

describe('a service account', () => {
  it('is nobody’s person, spends for nobody and cannot be linked', async () => {
    const accounts = world().openai.serviceAccounts
    const { rows } = await screen.unmapped()
    const people = await screen.people()
    const [anyone] = people
    for (const { id, name } of accounts) {
      expect(people.filter((one) => one.name === name)).toEqual([])
      expect(rows.find(({ identity }) => identity === `openai:${id}`)).toMatchObject({
        kind: 'service_account',
        linkable: false,
      })
      expect((await screen.link(`openai:${id}`, anyone?.subject ?? '')).status).toBe(400)
    }
    const spent = people.reduce((sum, one) => sum + BigInt(spentAt(one, 'openai')?.tokens ?? 0), 0n)
    expect(spent).toBe(openaiUse(world(), DAYS, ({ user }) => user !== null).tokens)
  })
})

describe('a former member, whom no list names', () => {
  let identity: string
  let person: Person
  const former = () => specials().formerMember
  const ofPerson = async () => (await screen.people()).find(({ subject }) => subject === person.subject)
  /** What the two used together at OpenAI by now. */
  const together = () =>
    String(openaiUse(world(), DAYS, ({ user }) => user === former().id || user === specials().onlyAtOpenai.id).tokens)
  const alone = () => trueTokens(specials().onlyAtOpenai)
  const stands = async () => {
    const [{ rows, links }, one] = [await screen.unmapped(), await ofPerson()]
    expect(rows.map((row) => row.identity)).not.toContain(identity)
    expect(links).toMatchObject([{ identity, how: 'linked', person: { subject: person.subject } }])
    expect(one?.subjects).toContain(identity)
    expect(spentAt(one, 'openai')?.tokens).toBe(together())
    expect((await screen.people()).filter(({ subjects }) => subjects.includes(identity))).toHaveLength(1)
  }
  const isApart = async () => {
    const { rows, links } = await screen.unmapped()
    // Who was looked at and kept apart waits for nobody: it stands among the decisions and is a person of its own.
    expect(rows.map((row) => row.identity)).not.toContain(identity)
    expect(links).toMatchObject([{ identity, how: 'apart', person: null }])
    const own = (await screen.people()).find(({ subject }) => subject === identity)
    expect(own).toMatchObject({ subjects: [identity], state: 'seen' })
    expect(spentAt(own, 'openai')?.tokens).toBe(trueTokens(former()))
    const one = await ofPerson()
    expect(one?.subjects).not.toContain(identity)
    expect(spentAt(one, 'openai')?.tokens).toBe(alone())
  }

  it('waits in the unmapped ones with what they used', async () => {
    const { rows } = await screen.unmapped()
    const users = rows.filter(({ kind, vendor }) => kind === 'vendor_user' && vendor === 'openai')
    expect(users).toMatchObject([{ linkable: true, how: null, tokens: trueTokens(former()) }])
    expect(BigInt(users[0]?.tokens ?? 0)).toBeGreaterThan(0n)
    identity = users[0]?.identity ?? ''
    const [found] = await screen.at(specials().onlyAtOpenai.email ?? '')
    if (found === undefined) throw new Error('nobody to link to')
    person = found
  })

  it('is the person to whom an admin links them, at once, with what they used', async () => {
    expect((await screen.link(identity, person.subject)).status).toBe(200)
    await stands()
  })

  it('stays linked when they use more and everything is read again', async () => {
    const before = BigInt(together())
    await screen.readAgain(3 * HOUR)
    expect(BigInt(together())).toBeGreaterThan(before)
    await stands()
  })

  it('stays linked when the read models are dropped and rebuilt', async () => {
    await ledger(screen.tenant).rebuild()
    await stands()
  })

  it('is their own again when the link is taken back, and stays so through pull and rebuild', async () => {
    expect((await screen.link(identity, null)).status).toBe(200)
    await isApart()
    await screen.readAgain(2 * HOUR)
    await isApart()
    await ledger(screen.tenant).rebuild()
    await isApart()
  })

  it('leaves both decisions in the ledger, which verifies', async () => {
    await ledger(screen.tenant).settle()
    const { records } = await judgePublished(screen.tenant)
    const decisions = records.filter(({ kind }) => kind === 'identity')
    expect(decisions.map(({ stream, data }) => [stream, data])).toEqual([
      ['tallystick.identity', { action: 'linked', identity, person: person.subject }],
      ['tallystick.identity', { action: 'unlinked', identity }],
    ])
    const { links } = await screen.unmapped()
    expect(links.map(({ seq }) => seq)).toEqual([decisions[1]?.seq])
  })
})
