import { describe, expect, it } from 'vitest'
import { type Found, judgeLink } from '../../worker/people/link.ts'
import { stitch } from '../../worker/people/stitch.ts'

const people = stitch({
  known: [
    { subject: 'sub_a', email: 'mei@a.example' },
    { subject: 'sub_b', email: 'mei@a.example' },
    { subject: 'sub_c' },
  ],
  links: [
    { identity: 'sub_d', person: 'sub_c' },
    { identity: 'openai:key_1', person: 'sub_b' },
    { identity: 'openai:key_2', person: null },
  ],
  keys: [{ vendor: 'openai', key: 'key_3', holder: 'sub_a', holderType: 'user' }],
  aliases: [],
})
const judge = (identity: string, person: string | null, is: Found = 'subject', whose: Found | null = 'subject') =>
  judgeLink({ identity, person }, { identity: is, person: person === null ? null : whose }, people)

describe('a link by hand', () => {
  it.each<[string, string, string | null, Found, boolean]>([
    ['of a lone identity to a person', 'sub_c', 'sub_a', 'subject', true],
    ['of a key to a person', 'openai:key_3', 'sub_c', 'key', true],
    ['that stands already', 'sub_d', 'sub_c', 'subject', false],
    ['of a key that stands already, by another subject of the person', 'openai:key_1', 'sub_a', 'key', false],
    ['that holds what an address says, should the address change', 'sub_b', 'sub_a', 'subject', true],
    ['that keeps an identity apart', 'sub_b', null, 'subject', true],
    ['that keeps apart what is apart', 'openai:key_2', null, 'key', false],
    ['of what was apart', 'openai:key_2', 'sub_a', 'key', true],
  ])('%s: may be, and changes something: %s → %s', (_, identity, person, is, changes) => {
    expect(judge(identity, person, is)).toEqual({ ok: true, changes })
  })

  it.each<[string, string, string | null, Found, Found | null]>([
    ['service_account', 'openai:svc_acct_1', 'sub_a', 'service_account', 'subject'],
    ['service_account', 'openai:svc_acct_1', null, 'service_account', null],
    ['unknown_identity', 'sub_z', 'sub_a', 'nothing', 'subject'],
    ['unknown_person', 'sub_c', 'sub_z', 'subject', 'nothing'],
    ['not_a_person', 'sub_c', 'openai:key_3', 'subject', 'key'],
    ['not_a_person', 'sub_c', 'openai:svc_acct_1', 'subject', 'service_account'],
    ['same_person', 'sub_c', 'sub_c', 'subject', 'subject'],
    ['same_person', 'sub_a', 'sub_b', 'subject', 'subject'],
  ])('is refused as %s: %s to %s', (code, identity, person, is, whose) => {
    expect(judge(identity, person, is, whose)).toEqual({ ok: false, code })
  })
})
