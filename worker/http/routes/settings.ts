// Settings of the organization. What changed, from what to what, is a record.
import { z } from '@hono/zod-openapi'
import { deliverActs, newAct } from '../../access/acts.ts'
import type { TenantRow } from '../../access/rows.ts'
import { controlDatabase } from '../../db/control/database.ts'
import { selectTenant, updateTenant } from '../../db/control/tenants.ts'
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

function describe(row: TenantRow): z.input<typeof settingsShape> {
  const { id, name, region, timezone, plaintextDigest } = row
  return { id, name, region, timezone, plaintext_digest: plaintextDigest }
}

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
  body: z.strictObject({ name, timezone, plaintext_digest: z.boolean() }).partial(),
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
    }
    const [from, to] = [describe(before), describe(after)]
    const keys = (['name', 'timezone', 'plaintext_digest'] as const).filter((key) => from[key] !== to[key])
    if (keys.length === 0) return to
    const now = new Date()
    const changed = Object.fromEntries(keys.map((key) => [key, { from: from[key], to: to[key] }]))
    const spec = { kind: 'tenant', stream: 'tallystick.tenant', data: { action: 'settings_changed', changed } } as const
    const act = newAct(actor.tenant.id, actor.user, spec, now)
    const { name, timezone, plaintextDigest } = after
    await updateTenant(db, actor.tenant.id, { name, timezone, plaintextDigest }, act, now)
    await deliverActs(env, outside.recordAct, [act.id])
    return to
  },
})

export const settingsRoutes: readonly Route[] = [read, change]
