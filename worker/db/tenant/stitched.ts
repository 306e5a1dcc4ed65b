// What stitching needs to know of a tenant, from the read models and the directory: addresses, links, holders of keys, members.
import { sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import { type KeyHolder, type Known, type Link, type Stitched, stitch } from '../../people/stitch.ts'
import type { TenantDatabase } from './database.ts'
import type { Directory } from './labels.ts'
import { identityLink, member, vendorKey } from './schema.ts'

/** The directory with what stitching needs of it besides names. `removed`: people who were erased. */
export type KnownDirectory = Directory & {
  people: Record<string, { email?: string; name?: string; claimed?: true }>
  removed?: Readonly<Record<string, unknown>>
}

/** The tenant's people of this moment. `aliases` are lists of domains that are one. */
export async function readStitched(
  db: TenantDatabase,
  tenant: TenantId,
  directory: KnownDirectory,
  aliases: readonly (readonly string[])[],
): Promise<Stitched> {
  const [members, links, keys] = await db.batch([
    db.ask<{ subject: string }>(sql`
      SELECT DISTINCT ${member.subject} AS subject FROM ${member}
      WHERE ${member.tenant} = ${tenant} AND NOT ${member.vanished}`),
    db.ask<Link>(sql`
      SELECT ${identityLink.identity} AS identity, ${identityLink.person} AS person FROM ${identityLink}
      WHERE ${identityLink.tenant} = ${tenant}`),
    db.ask<KeyHolder>(sql`
      SELECT ${vendorKey.vendor} AS vendor, ${vendorKey.id} AS key, ${vendorKey.createdBy} AS holder,
        ${vendorKey.holderType} AS holderType
      FROM ${vendorKey} WHERE ${vendorKey.tenant} = ${tenant}`),
  ])
  const standing = new Set(members.map(({ subject }) => subject))
  const subjects = new Set([...Object.keys(directory.people), ...standing])
  const people = new Map(Object.entries(directory.people))
  const known = [...subjects].map((subject): Known => {
    const { email, claimed } = people.get(subject) ?? {}
    return {
      subject,
      ...(email !== undefined && { email }),
      ...(claimed && { claimed }),
      member: standing.has(subject),
    }
  })
  return stitch({ known, links, keys, aliases })
}
