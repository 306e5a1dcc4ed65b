import { describe, expect, it } from 'vitest'
import { unverified } from '../../worker/people/claimed.ts'
import { identityHashes } from '../../worker/people/identity.ts'
import { actorOf } from '../../worker/vendors/anthropic/activity-actor.ts'

const KEY = new Uint8Array(32).fill(3)
const hashes = (actor: Parameters<typeof actorOf>[0]) => identityHashes(KEY, actorOf(actor).who ?? {})
const attempt = (email: string) => ({ type: 'unauthenticated_user_actor', unauthenticated_email_address: email })

describe('an address that somebody typed into a sign-in form', () => {
  const verified = identityHashes(KEY, { vendorUser: 'anthropic:user_1', email: 'mei@northwind.example' })

  it('is an identity of its own, never the person whose address it is', () => {
    const [claim, ...more] = hashes(attempt('mei@northwind.example'))
    expect(more).toEqual([])
    expect(claim).toMatch(/^[0-9a-f]{64}$/)
    expect(verified).not.toContain(claim)
    expect(identityHashes(KEY, { email: 'mei@northwind.example' })).not.toContain(claim)
  })
  it('is the same identity each time', () => {
    expect(hashes(attempt(' Mei@Northwind.example'))).toEqual(hashes(attempt('mei@northwind.example')))
  })
  it('is kept sealed under a name of its own', () => {
    expect(actorOf(attempt('mei@northwind.example')).fields).toEqual({ claimed_email: 'mei@northwind.example' })
  })
  it('is not an outside identity’s either, whose issuer may say anything', () => {
    const actor = { type: 'federated_actor', email_address: 'mei@northwind.example', subject: 'x' }
    expect(actorOf(actor).who).not.toHaveProperty('email')
    expect(actorOf(actor).fields).toMatchObject({ claimed_email: 'mei@northwind.example' })
  })
  it('does not belong to somebody signed in, whose address counts', () => {
    const actor = { type: 'user_actor', user_id: 'user_1', email_address: 'mei@northwind.example' }
    expect(hashes(actor)).toEqual(verified)
    expect(actorOf(actor).fields).not.toHaveProperty('claimed_email')
  })
})

describe('the directory as screens see it', () => {
  const people = {
    sub_a: { email: 'mei@northwind.example', name: 'Mei', seq: 1 },
    sub_b: { claimed: 'mei@northwind.example', seq: 2 },
    sub_c: { claimed: 'old@northwind.example', email: 'ada@northwind.example', seq: 3 },
  }
  it('says of a claimed address that it is not verified, and has it as no address', () => {
    expect(unverified({ people, labels: {}, removed: {} })).toEqual({
      people: {
        sub_a: { email: 'mei@northwind.example', name: 'Mei' },
        sub_b: { name: 'mei@northwind.example (not verified)', claimed: true },
        sub_c: { email: 'ada@northwind.example' },
      },
      labels: {},
      removed: {},
    })
  })
})

describe('what is no address', () => {
  it('makes no two people one', () => {
    const [mei, ada] = ['1', '2'].map((id) =>
      identityHashes(KEY, { vendorUser: `openai:user-${id}`, email: 'unknown' }),
    )
    expect(mei).toHaveLength(1)
    expect(mei).not.toEqual(ada)
  })
  it('alone stays the same identity, and none of the addresses', () => {
    expect(identityHashes(KEY, { email: ' Unknown' })).toEqual(identityHashes(KEY, { email: 'unknown' }))
    expect(identityHashes(KEY, { email: 'unknown' })).toHaveLength(1)
    expect(identityHashes(KEY, { email: ' ' })).toEqual([])
  })
})
