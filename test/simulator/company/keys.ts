// API keys and service accounts of the company, and the one key that leaked.
import { dayNumber, microTime, plainTime, startOf } from '../days.ts'
import { hashOf, idFor, randomFrom } from '../random.ts'
import type { Person } from './people.ts'
import type { Workspace } from './workspaces.ts'

export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly workspace: string
  readonly created: number
  readonly createdAt: string
  readonly creator: string
  readonly status: 'active' | 'inactive' | 'archived' | 'expired'
  readonly serviceAccount: string | null
  readonly principal: 'user' | 'service_account' | null
  readonly organizationWide: boolean
  readonly expiresAt: string | null
  readonly hint: string
}

interface Plan {
  readonly name: string
  readonly workspace: string
  readonly date: string
  readonly creator: number
  readonly status?: ApiKey['status']
  readonly serviceAccount?: string
  readonly personal?: true
  readonly organizationWide?: true
  readonly expires?: string
}

/** The key that leaks: its owner switches it off the day after. */
export const leakedKey = 'deploy-preview'

const plans: readonly Plan[] = [
  { name: 'legacy-chatbot', workspace: 'Prototype', date: '2025-04-02', creator: 2, status: 'archived' },
  { name: 'hackathon', workspace: 'Default', date: '2024-11-28', creator: 2, status: 'archived' },
  { name: 'svc-assistant-prod', workspace: 'Production', date: '2024-12-10', creator: 1 },
  { name: 'svc-search-prod', workspace: 'Production', date: '2025-06-16', creator: 1 },
  { name: 'field-app', workspace: 'Production', date: '2026-03-02', creator: 2 },
  { name: 'support-triage', workspace: 'Support', date: '2025-02-18', creator: 1 },
  { name: 'support-summaries', workspace: 'Support', date: '2025-09-08', creator: 1 },
  { name: leakedKey, workspace: 'Engineering', date: '2026-04-20', creator: 5 },
  { name: 'ci-automation', workspace: 'Engineering', date: '2025-07-07', creator: 1, serviceAccount: 'ci' },
  { name: 'eval-nightly', workspace: 'Research', date: '2025-08-11', creator: 2, serviceAccount: 'evaluation' },
  {
    name: 'research-notebook',
    workspace: 'Research',
    date: '2025-08-05',
    creator: 7,
    status: 'inactive',
    personal: true,
  },
  { name: 'data-enrichment', workspace: 'Data Platform', date: '2026-01-13', creator: 2 },
  { name: 'doc-extraction', workspace: 'Data Platform', date: '2026-02-23', creator: 2 },
  { name: 'finance-reports', workspace: 'Default', date: '2025-11-03', creator: 0, organizationWide: true },
  {
    name: 'contractor-pilot',
    workspace: 'Support',
    date: '2026-05-04',
    creator: 1,
    status: 'expired',
    expires: '2026-08-01',
  },
]

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'

function hintOf(seed: number, name: string): string {
  const random = randomFrom(seed, `hint ${name}`)
  const some = (length: number) =>
    Array.from({ length }, () => letters.charAt(Math.floor(random() * letters.length))).join('')
  return `${'sk-ant-'}api03-${some(3)}...${some(2)}AA`
}

/** Keys as they stand after all changes but the leak, in order of creation by workspace. */
export function keysOf(seed: number, people: readonly Person[], workspaces: readonly Workspace[]): ApiKey[] {
  return plans.map((plan) => {
    const created = dayNumber(plan.date)
    const workspace = workspaces.find((each) => each.name === plan.workspace)
    const creator = people[plan.creator]
    if (workspace === undefined || creator === undefined) throw new Error(`key ${plan.name} has no home`)
    return {
      id: idFor('apikey_', seed, plan.name),
      name: plan.name,
      workspace: workspace.id,
      created,
      createdAt: microTime(startOf(created) + 13 * 3_600_000, hashOf(seed, plan.name)),
      creator: creator.id,
      status: plan.status ?? 'active',
      serviceAccount: plan.serviceAccount === undefined ? null : idFor('svac_', seed, plan.serviceAccount),
      principal: plan.serviceAccount !== undefined ? 'service_account' : plan.personal ? 'user' : null,
      organizationWide: plan.organizationWide ?? false,
      expiresAt: plan.expires === undefined ? null : plainTime(startOf(dayNumber(plan.expires))),
      hint: hintOf(seed, plan.name),
    }
  })
}
