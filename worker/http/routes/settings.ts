// Settings of the organization. What changed, from what to what, is a record.
import { z } from '@hono/zod-openapi'
import { deliverActs, newAct } from '../../access/acts.ts'
import type { TenantRow } from '../../access/rows.ts'
import { controlDatabase } from '../../db/control/database.ts'
import { selectTenant, updateTenant } from '../../db/control/tenants.ts'
import { asciiDomain } from '../../people/address.ts'
import { type Route, tenantRoute } from '../define.ts'
import { failure } from '../errors.ts'
import { name, tenantShape } from '../fields.ts'

const tag = 'organization'

const settingsShape = tenantShape
  .extend({
    timezone: z.string().openapi({ description: 'IANA name; days in the dashboard begin at its midnight.' }),
    plaintext_digest: z.boolean().openapi({
      description: 'Content records carry the SHA-256 of the text. Short texts can be guessed from it after erasure.',
    }),
    domain_aliases: z.array(z.array(z.string())).openapi({
      description: 'Lists of mail domains that are one: addresses at any of them are the same person.',
    }),
    second_approver: z.boolean().openapi({
      description: 'Reveals, exports with texts and erasures wait until a second person has approved them.',
    }),
    retention_months: z.number().int().nullable().openapi({
      description: 'Captured chats that nobody touched for this many months are erased; null keeps them.',
    }),
  })
  .openapi('Settings')

const timezone = z.string().max(64).refine(isTimezone, 'must be an IANA time zone such as Europe/Berlin')

function isTimezone(zone: string): boolean {
  try {
    // Offsets such as +02:00 pass Intl too, but know nothing of summer time.
    return /^[A-Za-z]/.test(zone) && new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions() !== undefined
  } catch {
    return false
  }
}

const MOST_LISTS = 20
const MOST_DOMAINS = 20
/** A record has at most 65,535 bytes and says both what was and what is: twice 20,000 and the JSON around them fit. */
const MOST_CHARACTERS = 20_000

const domain = z
  .string()
  .max(300)
  .transform((said, context): string => {
    const ascii = asciiDomain(said)
    if (ascii === undefined) context.addIssue({ code: 'custom', message: 'must be a mail domain such as example.com' })
    return ascii ?? said
  })

const domainLists = z
  .array(
    z
      .array(domain)
      .min(2, 'must name at least two domains that are one')
      .max(MOST_DOMAINS, `must name at most ${MOST_DOMAINS} domains`),
  )
  .max(MOST_LISTS, `must have at most ${MOST_LISTS} lists`)
  .superRefine((lists, context) => {
    if (lists.flat().join('').length > MOST_CHARACTERS) {
      context.addIssue({ code: 'custom', message: `must have at most ${MOST_CHARACTERS} characters in all` })
    }
    const seen = new Set<string>()
    for (const [list, domains] of lists.entries()) {
      for (const [at, one] of domains.entries()) {
        if (seen.has(one))
          context.addIssue({ code: 'custom', path: [list, at], message: 'stands in the lists already' })
        seen.add(one)
      }
    }
  })

function describe(row: TenantRow): z.input<typeof settingsShape> {
  const { id, name, region, timezone, plaintextDigest, domainAliases, secondApprover, retentionMonths } = row
  return {
    ...{ id, name, region, timezone },
    plaintext_digest: plaintextDigest,
    domain_aliases: domainAliases,
    second_approver: secondApprover,
    retention_months: retentionMonths,
  }
}

const CHANGEABLE = [
  'name',
  'timezone',
  'plaintext_digest',
  'domain_aliases',
  'second_approver',
  'retention_months',
] as const

const read = tenantRoute({
  method: 'get',
  path: '/api/settings',
  needs: 'read:settings',
  summary: 'Settings of the organization',
  tag,
  answer: settingsShape,
  async handler({ env, actor }) {
    const row = await selectTenant(controlDatabase(env), actor.tenant.id)
    return row === null ? failure('not_found') : describe(row)
  },
})

const change = tenantRoute({
  method: 'patch',
  path: '/api/settings',
  needs: 'write:settings',
  summary: 'Change settings; what is left out stays',
  tag,
  body: z
    .strictObject({
      name,
      timezone,
      plaintext_digest: z.boolean(),
      domain_aliases: domainLists,
      second_approver: z.boolean(),
      retention_months: z.number().int().min(1).max(120).nullable(),
    })
    .partial(),
  answer: settingsShape,
  async handler({ env, outside, actor, body }) {
    const db = controlDatabase(env)
    const before = await selectTenant(db, actor.tenant.id)
    if (before === null) return failure('not_found')
    const after = {
      ...before,
      name: body.name ?? before.name,
      timezone: body.timezone ?? before.timezone,
      plaintextDigest: body.plaintext_digest ?? before.plaintextDigest,
      domainAliases: body.domain_aliases ?? before.domainAliases,
      secondApprover: body.second_approver ?? before.secondApprover,
      retentionMonths: body.retention_months === undefined ? before.retentionMonths : body.retention_months,
    }
    const [from, to] = [describe(before), describe(after)]
    const keys = CHANGEABLE.filter((key) => JSON.stringify(from[key]) !== JSON.stringify(to[key]))
    if (keys.length === 0) return to
    const now = new Date()
    const changed = Object.fromEntries(keys.map((key) => [key, { from: from[key], to: to[key] }]))
    const spec = { kind: 'tenant', stream: 'tallystick.tenant', data: { action: 'settings_changed', changed } } as const
    const act = newAct(actor.tenant.id, actor.user, spec, now)
    const { name, timezone, plaintextDigest, domainAliases, secondApprover, retentionMonths } = after
    const settings = { name, timezone, plaintextDigest, domainAliases, secondApprover, retentionMonths }
    await updateTenant(db, actor.tenant.id, settings, act, now)
    await deliverActs(env, outside.recordAct, [act.id])
    return to
  },
})

export const settingsRoutes: readonly Route[] = [read, change]
