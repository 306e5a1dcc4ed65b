// The allow-list held against all 467 documented types: whatever a vendor puts into a personal field, it does not stand open.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalize, parseStrict } from '../../../worker/ledger/jcs.ts'
import { categoryOf } from '../../../worker/vendors/anthropic/activity-category.ts'
import { sortFields } from '../../../worker/vendors/anthropic/activity-fields.ts'
import { ENUM_FIELDS, ID_PREFIXES } from '../../../worker/vendors/anthropic/activity-words.ts'
import documented from '../../vectors/anthropic-examples/_activity-types.json'

type FieldType = string | { enum: string[] }
// The file's own form, said once: type name → field name → its type.
const TYPES = Object.entries(documented.types) as [string, { fields: Record<string, { type: FieldType }> }][]

// What a person leaves behind. None of it may appear in the open part, whichever field it stands in.
const PERSONAL = [
  'Priya Sharma',
  'priya.sharma@example.com',
  'user_011aHKhpXXRrLsCvhUtwC6mQ',
  '192.0.2.34',
  '2001:db8::7',
  'https://example.com/priya?x=1',
  'Q3 layoffs (final).docx',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)',
  'Please ask Priya about her salary.',
  '+49 151 5550123',
]
/** Names that say a value is about a person or is free text: here even a single harmless-looking word stays sealed. */
const PERSONAL_NAME =
  /email|(?:^|_)name$|_name(?:_|$)|username|filename|title|description|url|(?:^|_)ip|address|user_id|owner_id|label|alias|slug|reason|message|body|hostname|domain|repo|subject/
const A_WORD = 'Priya'
const AN_UUID = '5d3b1c2e-6f70-4a8b-9c0d-1e2f3a4b5c6d'

const texts = (type: FieldType): boolean => type === 'string' || (typeof type === 'object' && 'enum' in type)

describe('every documented type', () => {
  it('is there', () => expect(TYPES).toHaveLength(467))

  it.each(PERSONAL)('keeps %j sealed in every field', (value) => {
    for (const [type, { fields }] of TYPES) {
      const filled = Object.fromEntries(
        Object.entries(fields).map(([name, { type: kind }]) => {
          if (texts(kind)) return [name, value]
          if (String(kind).startsWith('array of string')) return [name, [value]]
          return [name, kind === 'boolean' ? true : kind === 'number' ? 3 : { inner: value, list: [value] }]
        }),
      )
      const { open, sealed } = sortFields(filled)
      expect(JSON.stringify(open), type).not.toContain(value)
      // Nothing is dropped either: what does not stand open as it was is sealed as it was.
      for (const name of Object.keys(fields)) {
        const kept = [open[name], sealed[name], sealed[`event_${name}`]].filter((said) => said !== undefined)
        expect(kept, `${type}.${name}`).toEqual([filled[name]])
      }
    }
  })

  it('keeps even one word or a UUID sealed where the name speaks of a person or of free text', () => {
    let held = 0
    for (const [type, { fields }] of TYPES) {
      for (const [name, { type: kind }] of Object.entries(fields)) {
        if (!texts(kind) || !PERSONAL_NAME.test(name)) continue
        held += 1
        for (const value of [A_WORD, AN_UUID]) expect(sortFields({ [name]: value }).open, `${type}.${name}`).toEqual({})
      }
    }
    expect(held).toBeGreaterThan(100)
  })

  it('shows the words of its vocabularies and the ids of things', () => {
    for (const [type, { fields }] of TYPES) {
      for (const [name, { type: kind }] of Object.entries(fields)) {
        if (typeof kind === 'string') continue
        if ('enum' in kind)
          for (const word of kind.enum) expect(sortFields({ [name]: word }).open, type).toEqual({ [name]: word })
      }
    }
    const ids = {
      claude_chat_id: 'claude_chat_01GFQN8PmwFxuYDb6yJGjGqx',
      workspace_id: 'wrkspc_01DXNos1XCd8erb7tiLrd3s8',
    }
    expect(sortFields({ ...ids, mcp_server_id: AN_UUID }).open).toEqual({ ...ids, mcp_server_id: AN_UUID })
  })

  it('has a category but for six', () => {
    const other = TYPES.map(([type]) => type).filter((type) => categoryOf(type) === 'other')
    expect(other).toHaveLength(6)
  })

  it.each([
    ['claude_chat_created', 'chat'],
    ['claude_file_deleted', 'file'],
    ['claude_project_sharing_updated', 'project'],
    ['claude_artifact_published', 'artifact'],
    ['sso_login_failed', 'sign_in'],
    ['session_revoked', 'sign_in'],
    ['session_share_created', 'chat'],
    ['org_users_listed', 'directory'],
    ['org_sso_toggled', 'settings'],
    ['org_external_key_created', 'keys'],
    ['org_data_export_started', 'audit'],
    ['org_compliance_api_settings_updated', 'audit'],
    ['platform_api_key_created', 'keys'],
    ['platform_spend_limit_updated', 'billing'],
    ['workspace_member_spend_limit_set', 'billing'],
    ['workspace_created', 'platform'],
    ['integration_user_connected', 'integrations'],
    ['claude_code_something', 'agents'],
    ['account_migration_started', 'directory'],
    ['brand_new', 'other'],
  ])('%s belongs to %s', (type, category) => expect(categoryOf(type)).toBe(category))
})

describe('the allow-list', () => {
  it('knows no prefix and no enumeration of persons', () => {
    for (const prefix of ID_PREFIXES) expect(prefix).not.toMatch(/user|person|member|account/)
    for (const name of ENUM_FIELDS)
      expect(name).not.toMatch(/email|name$|title|url|(?:^|_)ip(?:_|$)|user|owner|description/)
  })

  it('seals names that no vendor would give a field', () => {
    const odd = JSON.parse('{"__proto__":true,"constructor":"x","Über":1,"a b":false,"":true}')
    const { open, sealed } = sortFields(odd)
    expect(open).toEqual({})
    expect(Object.keys(sealed).sort()).toEqual(['', '__proto__', 'a b', 'constructor', 'Über'].sort())
    expect(Object.getPrototypeOf(sealed)).toBe(Object.prototype)
  })

  it('seals long lists, and says the size of what is too large even for an envelope', () => {
    const id = 'wrkspc_01DXNos1XCd8erb7tiLrd3s8'
    expect(sortFields({ workspace_ids: Array(100).fill(id) }).open).toHaveProperty('workspace_ids')
    expect(sortFields({ workspace_ids: Array(101).fill(id) }).open).toEqual({})
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`x${at}_ids`, Array(100).fill(id)]))
    const { open, sealed } = sortFields(many)
    expect(canonicalize(open).length).toBeLessThan(33_000)
    expect(Object.keys({ ...open, ...sealed })).toHaveLength(30)
    expect(sortFields({ text: 'x'.repeat(300_000) }).sealed).toEqual({ too_large: 300_011 })
  })

  it('makes any JSON at all fit the record profile', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 20 })), (fields) => {
        const { open, sealed } = sortFields(fields)
        const text = canonicalize({ open, sealed })
        expect(() => parseStrict(text, { profile: true })).not.toThrow()
        expect(canonicalize(open).length).toBeLessThan(60_000)
      }),
    )
  })

  it('keeps a fraction as text', () => {
    expect(sortFields({ amount: 12.5, target_amount: 3 }).open).toEqual({ amount: '12.5', target_amount: 3 })
  })
})
