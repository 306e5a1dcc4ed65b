// Schemas of fields that several routes read or answer.
import { z } from '@hono/zod-openapi'
import { PERMISSIONS, ROLES } from '../access/roles.ts'
import { REGIONS } from '../access/rows.ts'

/** A mail address, lower-cased: one spelling is one person. */
export const email = z
  .string('must be a mail address')
  .trim()
  .max(254)
  .toLowerCase()
  .pipe(z.email('must be a mail address'))
  .openapi({ type: 'string', format: 'email' })

/** A name that a person types: one line, no control or formatting characters. */
export const name = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(100, 'must have at most 100 characters')
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]*$/u, 'must be one line without control characters')

/** The secret of a mailed link. */
export const linkToken = z.string().regex(/^[0-9A-Za-z]{32}$/, 'must be the token of a mailed link')

export const id = z.string().min(1).max(64)
export const idParams = z.object({ id })
export const role = z.enum(ROLES)
export const permission = z.enum(PERMISSIONS)
export const region = z.enum(REGIONS)
/** ISO 8601, UTC. */
export const time = z.iso.datetime()

export const tenantShape = z.object({ id: z.string(), name: z.string(), region })

/** Answer of what only had to be done. */
export const doneShape = z.object({ status: z.literal(true) })
export const DONE: z.input<typeof doneShape> = { status: true }
