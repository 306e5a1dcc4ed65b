// Names on their way to a screen: workspaces from D1, keys and people from the erasable directory, which D1 never holds.
import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import type { TenantId } from '../../ids.ts'
import type { Stitched } from '../../people/stitch.ts'
import { productName } from '../../vendors/product-words.ts'
import { among } from './clause.ts'
import type { TenantDatabase } from './database.ts'
import { cost, usage, workspace } from './schema.ts'

/** What the vault's directory says at this moment; read once a request and passed on as a plain value. */
export type Directory = {
  people: Record<string, { email?: string; name?: string }>
  labels: Record<string, { name: string }>
}
export const EMPTY_DIRECTORY: Directory = { people: {}, labels: {} }

/** Someone as far as names may be shown; both are absent when erased or unknown. */
export type Person = { subject: string; name?: string; email?: string }

export type Names = {
  /** null is the vendor's default workspace; of a vendor that has none, what stands in no project. */
  workspace(vendor: string, id: string | null): string
  /** null: use without a key, as in the vendor's own console. */
  key(id: string | null): string
  person(subject: string): Person
  /** The name the directory has for an id, null when it has none. */
  label(id: string): string | null
}

/**
 * A row's workspace as screens know it: null is the vendor's default workspace. The newer reports give that one its real id, the classic ones
 * null; one workspace must not stand twice in a list.
 */
const workspaceOf = (table: typeof cost | typeof usage): SQL => sql`CASE WHEN EXISTS (
  SELECT 1 FROM ${workspace} WHERE ${workspace.tenant} = ${table.tenant} AND ${workspace.vendor} = ${table.vendor}
  AND ${workspace.id} = ${table.workspace} AND ${workspace.isDefault} = 1) THEN NULL ELSE ${table.workspace} END`
export const COST_WORKSPACE = workspaceOf(cost)
export const USAGE_WORKSPACE = workspaceOf(usage)

/** Vendors one of whose workspaces is the default one and has no name in the reports. The other has projects, and money outside of them. */
const hasDefault = (vendor: string): boolean => vendor !== 'openai'

/** Rows in these workspaces: `default` is a vendor's default workspace, '' every row that names none. Undefined when nothing was asked. */
export function inWorkspaces(
  vendor: AnyColumn,
  workspace: SQL,
  values: readonly string[] | undefined,
): SQL | undefined {
  const named = among(workspace, values)
  if (named === undefined || values?.includes('default') !== true) return named
  return sql`(${named} OR (${workspace} IS NULL AND ${vendor} <> 'openai'))`
}

/** What a filter calls a workspace: `default`, or '' for what stands in no project. */
export const workspaceValue = (vendor: string, id: string): string => (id === '' && hasDefault(vendor) ? 'default' : id)

type WorkspaceRow = { vendor: string; id: string; name: string }

export function workspacesQuery(db: TenantDatabase, tenant: TenantId) {
  return db.ask<WorkspaceRow>(sql`
    SELECT ${workspace.vendor} AS vendor, ${workspace.id} AS id, ${workspace.name} AS name
    FROM ${workspace} WHERE ${workspace.tenant} = ${tenant}`)
}

export function namesFrom(workspaces: readonly WorkspaceRow[], directory: Directory): Names {
  const known = new Map(workspaces.map(({ vendor, id, name }) => [`${vendor} ${id}`, name]))
  const people = new Map(Object.entries(directory.people))
  const labels = new Map(Object.entries(directory.labels))
  return {
    workspace: (vendor, id) => {
      if (id === null) return hasDefault(vendor) ? 'Default' : 'No project'
      return known.get(`${vendor} ${id}`) ?? labels.get(id)?.name ?? id
    },
    key: (id) => (id === null ? 'No key' : (labels.get(id)?.name ?? id)),
    label: (id) => labels.get(id)?.name ?? null,
    person: (subject) => {
      const found = people.get(subject)
      return {
        subject,
        ...(found?.name === undefined ? {} : { name: found.name }),
        ...(found?.email === undefined ? {} : { email: found.email }),
      }
    },
  }
}

/** One line for a person in a list of groups: the name, else the address, else the bare subject. */
export function personLabel(person: Person): string {
  return person.name ?? person.email ?? person.subject
}

/**
 * The person a subject belongs to. The name is that of the naming subject, else the first that another subject of the
 * person has.
 */
export function personIn(names: Names, stitched: Stitched, subject: string): Person {
  const known = stitched.subjectsOf(subject).map((one) => names.person(one))
  const name = known.find((one) => one.name !== undefined)?.name
  const email = known.find((one) => one.email !== undefined)?.email
  return {
    subject: stitched.personOf(subject),
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
  }
}

/** A vendor's service in words, see productName. */
export const productLabel = (product: string | null): string =>
  product === null || product === '' ? 'Not stated' : productName(product)
