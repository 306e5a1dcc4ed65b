// The allow-list held against every documented audit event: whatever a vendor puts into a personal field, it does not stand open.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalize, parseStrict } from '../../../worker/ledger/jcs.ts'
import { categoryOf } from '../../../worker/vendors/openai/audit-category.ts'
import {
  ENUM_FIELDS,
  flatten,
  ID_PREFIXES,
  SCOPE_FIELDS,
  sortFields,
} from '../../../worker/vendors/openai/audit-fields.ts'
import spec from '../../vectors/openai-openapi/openai-organization-openapi.json'

type Schema = { type?: string; properties?: Record<string, Schema>; items?: Schema; enum?: string[] }
const { AuditLog, AuditLogEventType } = spec.components.schemas
// The file's own form, said once: a payload a type, under a key that equals the type.
const PAYLOADS = Object.entries(AuditLog.properties as Record<string, Schema>).filter(
  ([, { properties }]) => properties,
)
const TYPES: string[] = AuditLogEventType.enum

/** A payload of this shape with the same text in every place for a text. */
function filled(schema: Schema, text: string): unknown {
  if (schema.properties !== undefined) {
    return Object.fromEntries(Object.entries(schema.properties).map(([name, one]) => [name, filled(one, text)]))
  }
  if (schema.type === 'array') return [filled(schema.items ?? {}, text)]
  if (schema.type === 'boolean') return true
  return schema.type === 'integer' ? 3 : text
}

// What a person leaves behind. None of it may appear in the open part, whichever field it stands in.
const PERSONAL = [
  'Dana Okafor',
  'dana.okafor@northwind.example',
  'dana.okafor',
  'user-3bYxKq8LmTn0PzW5aRc7VdUe',
  'user_3bYxKq8LmTn0PzW5aRc7VdUe',
  '203.0.113.24',
  '203.0.113.0/24',
  '2001:db8::24',
  '353a03072e841d5004dfaa78561ccc70',
  't13d691100_8b2139ff7677_f0e8fcc46740',
  'https://northwind.example/dana',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64)',
  'Please ask Dana about her salary.',
  'ft:gpt-4o:northwind:dana-notes:9aBcDeF',
]

describe('every documented event', () => {
  it('is there', () => {
    expect(PAYLOADS.length).toBeGreaterThan(50)
    expect(TYPES).toHaveLength(145)
  })

  it.each(PERSONAL)('keeps %j sealed in every field', (text) => {
    for (const [type, schema] of PAYLOADS) {
      const flat = flatten(filled(schema, text))
      const { open, sealed } = sortFields(flat)
      expect(JSON.stringify(open), type).not.toContain(text)
      // Nothing is dropped either: what does not stand open as it was is sealed as it was.
      for (const name of Object.keys(flat)) {
        const kept = [open[name], sealed[name], sealed[`event_${name}`]].filter((said) => said !== undefined)
        expect(kept, `${type}.${name}`).toEqual([flat[name]])
      }
    }
  })

  it('keeps even one word sealed where the name speaks of a name or of free text', () => {
    let held = 0
    for (const [type, schema] of PAYLOADS) {
      for (const [name, said] of Object.entries(flatten(filled(schema, 'dana')))) {
        if (!/name|title|description|email|ips?$|message|metadata|certificate|checkpoint/.test(name)) continue
        if (typeof said === 'number' || typeof said === 'boolean') continue
        held += 1
        expect(sortFields({ [name]: said }).open, `${type}.${name}`).toEqual({})
      }
    }
    expect(held).toBeGreaterThan(15)
  })

  it('has a category but for the ones that fit none', () => {
    expect(TYPES.filter((type) => categoryOf(type) === 'other')).toEqual(['tenant.ads_account.onboarding.redemption'])
  })

  it.each([
    ['api_key.deleted', 'keys'],
    ['service_account.created', 'keys'],
    ['tenant.service_account.token.revoked', 'keys'],
    ['workload_identity_provider_mapping.created', 'keys'],
    ['login.failed', 'sign_in'],
    ['logout.succeeded', 'sign_in'],
    ['tenant.sso_connection.setup.started', 'sign_in'],
    ['user.added', 'directory'],
    ['role.bound_to_resource', 'directory'],
    ['scim.enabled', 'directory'],
    ['tenant.chatgpt_workspace_invite.upserted', 'directory'],
    ['organization.updated', 'settings'],
    ['ip_allowlist.config.activated', 'settings'],
    ['project.archived', 'platform'],
    ['rate_limit.deleted', 'platform'],
    ['external_storage.registered', 'platform'],
    ['tenant.billing.alerts.updated', 'billing'],
    ['userx.added', 'other'],
    ['brand.new', 'other'],
  ])('%s belongs to %s', (type, category) => expect(categoryOf(type)).toBe(category))
})

describe('the allow-list', () => {
  it('knows no prefix and no vocabulary of persons', () => {
    for (const prefix of ID_PREFIXES) expect(prefix).not.toMatch(/user|person|member/)
    for (const name of [...ENUM_FIELDS, ...SCOPE_FIELDS]) expect(name).not.toMatch(/email|name$|title|user|owner|ip$/)
  })

  it.each([
    ['scopes', ['api.usage.read', 'model.request']],
    ['permissions_added', ['api.organization.projects.api_keys.read']],
    ['resource_type', 'api.project'],
    ['role', 'owner'],
    ['threads_ui_visibility', 'ANY_ROLE'],
    ['resource_id', 'proj_Zk5hR8uYtN3pGf6VxQ0aJb2D'],
    ['workspace_id', '5d3b1c2e-6f70-4a8b-9c0d-1e2f3a4b5c6d'],
    ['api_call_logging_project_ids', 'proj_abcdef, proj_ghijkl'],
    ['enabled', false],
    ['batch_1_day_max_input_tokens', 900_000],
  ])('shows %s', (name, value) => expect(sortFields({ [name]: value }).open).toEqual({ [name]: value }))

  it.each([
    ['scopes', ['dana.okafor']],
    ['principal_id', '5d3b1c2e-6f70-4a8b-9c0d-1e2f3a4b5c6d'],
    ['resource_id', 'dana'],
    ['api_call_logging_project_ids', 'proj_abcdef, dana'],
    ['role', 'Dana’s helpers'],
    ['latitude', 19],
  ])('seals %s that is %j', (name, value) => expect(sortFields({ [name]: value }).open).toEqual({}))

  it('makes any payload at all fit the record profile, and loses none of its members', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (payload) => {
        const flat = flatten(payload)
        const { open, sealed } = sortFields(flat)
        expect(() => parseStrict(canonicalize({ open, sealed }), { profile: true })).not.toThrow()
      }),
    )
  })
})
