// What the field for a key says at once of what was pasted, and what it asks when a region stands in the way.
import { describe, expect, test } from 'vitest'
import { ApiError } from '../../web/src/api/client.ts'
import { keyHint, pastedKind } from '../../web/src/connections/key-hint.ts'
import { CONNECTION_KINDS, type ConnectionKind, kinds } from '../../web/src/connections/kinds.ts'
import { regionRefusal } from '../../web/src/connections/region.ts'
import { fieldOf } from '../../worker/vendors/client.ts'
import { readPasted } from '../../worker/vendors/key-shape.ts'
import { refusedKind } from '../../worker/vendors/wrong-key.ts'

const key = (prefix: string) => prefix + 'x'.repeat(40)
const anthropicAdmin = key(`sk-ant-${'admin01-'}`)
const openaiAdmin = key(`sk-${'admin-'}`)
const compliance = key(`sk-ant-${'api01-'}`)

const hintFor = (pasted: string, field: ConnectionKind) => keyHint(pastedKind(pasted), field)

describe('a pasted key', () => {
  test('of the kind that the field takes needs no word', () => {
    expect(hintFor(anthropicAdmin, 'anthropic_admin')).toBeNull()
    expect(hintFor(openaiAdmin, 'openai_admin')).toBeNull()
    expect(hintFor(compliance, 'anthropic_compliance')).toBeNull()
  })

  test('that begins as its field’s placeholder does is of that kind', () => {
    for (const kind of CONNECTION_KINDS) expect(pastedKind(key(kinds[kind].begins))).toBe(kind)
  })

  test('of the other vendor is named, and its card takes it', () => {
    expect(hintFor(anthropicAdmin, 'openai_admin')).toEqual({
      words: 'This looks like an Admin key of Anthropic, and this field takes keys of OpenAI.',
      belongs: 'anthropic_admin',
    })
    expect(hintFor(openaiAdmin, 'anthropic_admin')).toEqual({
      words: 'This looks like an Admin key of OpenAI, and this field takes keys of Anthropic.',
      belongs: 'openai_admin',
    })
  })

  test('of the same vendor and another card is named, and its card takes it', () => {
    expect(hintFor(anthropicAdmin, 'anthropic_compliance')).toEqual({
      words:
        'This looks like an Admin key of Anthropic. Needed is a Compliance Access Key, which begins with sk-ant-api01-.',
      belongs: 'anthropic_admin',
    })
    expect(hintFor(compliance, 'anthropic_admin')).toEqual({
      words: 'This looks like a Claude Enterprise key. Needed is an Admin key, which begins with sk-ant-admin01-.',
      belongs: 'anthropic_compliance',
    })
  })

  test('is known through what was copied along with it, and while it is typed', () => {
    expect(hintFor(`Bearer "${anthropicAdmin}"`, 'openai_admin')?.belongs).toBe('anthropic_admin')
    expect(hintFor(` ${anthropicAdmin.slice(0, 16)}`, 'openai_admin')?.belongs).toBe('anthropic_admin')
  })

  test('of the right vendor and the wrong kind is told which kind is needed', () => {
    expect(hintFor(key('sk-proj-'), 'openai_admin')).toEqual({
      words: 'This looks like a project key of OpenAI. Needed is an Admin key, which begins with sk-admin-.',
    })
    expect(hintFor(key('sk-ant-api03-'), 'anthropic_admin')?.words).toContain('begins with sk-ant-admin01-.')
  })

  test('that neither card takes is moved nowhere', () => {
    for (const prefix of ['sk-proj-', 'sk-svcacct-', 'sk-ant-oat01-', 'sk-ant-api03-', 'ghp_', 'AKIA', 'AIza']) {
      for (const field of CONNECTION_KINDS) {
        expect(hintFor(key(prefix), field)?.words).toMatch(/^This looks like /)
        expect(hintFor(key(prefix), field)?.belongs).toBeUndefined()
      }
    }
  })

  test('is never sent to a card that would refuse it unseen', () => {
    for (const pasted of [
      anthropicAdmin,
      openaiAdmin,
      compliance,
      key('sk-ant-new-'),
      key('sk-proj-'),
      key('sk-'),
      key('hf_'),
    ]) {
      for (const field of CONNECTION_KINDS) {
        const belongs = hintFor(pasted, field)?.belongs
        if (belongs === undefined) continue
        expect(belongs).not.toBe(field)
        const card = fieldOf(belongs)
        const read = readPasted(pasted, card)
        expect(read.ok && refusedKind(read.kind, card)).toBeUndefined()
      }
    }
  })

  test('of no known kind is left to the vendor', () => {
    for (const pasted of ['', 'a', 'nothing-known', key('zz-')]) {
      for (const field of CONNECTION_KINDS) expect(hintFor(pasted, field)).toBeNull()
    }
  })

  test('is not in what is said of it', () => {
    for (const pasted of [anthropicAdmin, openaiAdmin, key('sk-proj-'), key('ghp_')]) {
      for (const field of CONNECTION_KINDS) expect(JSON.stringify(hintFor(pasted, field))).not.toContain('xxxx')
    }
  })
})

describe('a refusal for the region', () => {
  const problem = (code: string) => ({ answer: { problem: { code, message: 'Stays in the EU.', remedy: 'Confirm.' } } })

  test('is read from the problem of the key or from the error of the API', () => {
    expect(regionRefusal({ ...problem('region_refused'), error: null })).toEqual({
      message: 'Stays in the EU.',
      remedy: 'Confirm.',
    })
    const error = new ApiError(422, 'region_refused', 'Not in this region.')
    expect(regionRefusal({ answer: null, error })).toEqual({ message: 'Not in this region.', remedy: '' })
  })

  test('is no other problem, and nothing before a key was tried', () => {
    expect(regionRefusal({ answer: null, error: null })).toBeNull()
    expect(regionRefusal({ answer: { problem: null }, error: null })).toBeNull()
    expect(regionRefusal({ ...problem('wrong_key_type'), error: null })).toBeNull()
    expect(regionRefusal({ answer: null, error: new ApiError(500, 'internal', 'Broken.') })).toBeNull()
  })
})
