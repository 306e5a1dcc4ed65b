// Whether what a budget is to be on exists in this organization, or what is wrong with it in words.
import { keyExists, modelExists, teamExists, workspaceExists } from '../db/tenant/budget-scopes.ts'
import type { TenantDatabase } from '../db/tenant/database.ts'
import { whatExists } from '../db/tenant/links.ts'
import type { KnownDirectory } from '../db/tenant/stitched.ts'
import type { TenantId } from '../ids.ts'
import { type Scope, TAKES } from './scope.ts'

/** `field`: of the wish; `problem`: the second half of a sentence about it. */
export type ScopeProblem = { readonly field: 'vendor' | 'value'; readonly problem: string }

type Reading = { db: TenantDatabase; tenant: TenantId; directory: KnownDirectory }

const NOT_HERE = {
  workspace: 'names no workspace or project of this vendor here; choose one from the list',
  key: 'names no key of this vendor here; choose one from the list',
  model: 'names no model of this vendor that was used or billed here; choose one from the list',
  person: 'names nobody here; choose somebody from the list of people',
  team: 'names no team here; make the team first',
} as const

/** Undefined where the scope can be watched. */
export async function checkScope(reading: Reading, scope: Scope): Promise<ScopeProblem | undefined> {
  const takes = TAKES[scope.scope]
  for (const field of ['vendor', 'value'] as const) {
    if (takes[field] && scope[field] === null)
      return { field, problem: `must be given for a budget on a ${scope.scope}` }
    if (!takes[field] && scope[field] !== null)
      return { field, problem: `must be left out for a budget on a ${scope.scope}` }
  }
  return (await isHere(reading, scope))
    ? undefined
    : { field: 'value', problem: NOT_HERE[scope.scope as keyof typeof NOT_HERE] } // tenant and vendor are always here
}

async function isHere({ db, tenant, directory }: Reading, { scope, vendor, value }: Scope): Promise<boolean> {
  const place = { vendor: vendor ?? '', value: value ?? '' }
  switch (scope) {
    case 'workspace':
      return workspaceExists(db, tenant, place)
    case 'key':
      return keyExists(db, tenant, place)
    case 'model':
      return modelExists(db, tenant, place)
    case 'team':
      return teamExists(db, tenant, place.value)
    case 'person':
      return (await whatExists(db, tenant, place.value, directory)) === 'subject'
    default:
      return true
  }
}
