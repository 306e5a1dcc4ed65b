// Workspaces of the company: five of its own, the default one, one archived, and the one Claude Code makes for itself.
import { dayNumber, microTime, startOf } from '../days.ts'
import { hashOf, idFor, uuidFor } from '../random.ts'
import type { Person } from './people.ts'

export interface Workspace {
  readonly id: string
  readonly name: string
  readonly color: string
  readonly created: number
  readonly createdAt: string
  readonly archived: number | null
  readonly archivedAt: string | null
  readonly compartment: string
  readonly tags: Readonly<Record<string, string>>
  readonly geo: 'us' | 'global'
}

interface Plan {
  readonly name: string
  readonly color: string
  readonly date: string
  readonly archived?: string
  readonly tags?: Readonly<Record<string, string>>
  readonly geo?: 'us'
}

const plans: readonly Plan[] = [
  { name: 'Default', color: '#6C5BB9', date: '2024-11-21' },
  { name: 'Production', color: '#1E7B4F', date: '2024-12-09', tags: { cost_center: '4410', tier: 'prod' }, geo: 'us' },
  { name: 'Support', color: '#2F6DB5', date: '2025-02-17', tags: { cost_center: '5120' } },
  { name: 'Engineering', color: '#B5652F', date: '2025-03-11', tags: { cost_center: '4420' } },
  { name: 'Claude Code', color: '#D97757', date: '2025-06-30' },
  { name: 'Research', color: '#8E3B8A', date: '2025-08-04', tags: { cost_center: '6100' } },
  { name: 'Data Platform', color: '#3B8E86', date: '2026-01-12', tags: { cost_center: '4430' } },
  { name: 'Prototype', color: '#8A8A8A', date: '2025-04-01', archived: '2026-02-14' },
]

/** The eight workspaces, oldest position first as the vendor lists them (Default leads). */
export function workspacesOf(seed: number): Workspace[] {
  return plans.map((plan) => {
    const created = dayNumber(plan.date)
    const archived = plan.archived === undefined ? null : dayNumber(plan.archived)
    const extra = hashOf(seed, plan.name)
    return {
      id: idFor('wrkspc_', seed, plan.name),
      name: plan.name,
      color: plan.color,
      created,
      createdAt: microTime(startOf(created) + 9 * 3_600_000 + (extra % 3_600_000), extra),
      archived,
      archivedAt: archived === null ? null : microTime(startOf(archived) + 18.5 * 3_600_000, extra),
      compartment: uuidFor(seed, `compartment ${plan.name}`),
      tags: plan.tags ?? {},
      geo: plan.geo ?? 'global',
    }
  })
}

/** Who may work in a workspace: every coder in Claude Code, a third of the company in each of the others. */
export function membersOf(workspace: Workspace, people: readonly Person[]): { person: Person; role: string }[] {
  const offset = hashOf(0, workspace.name) % 3
  return people.flatMap((person, index) => {
    if (person.role === 'primary_owner' || person.role === 'admin') return [{ person, role: 'workspace_admin' }]
    if (person.role === 'billing') return [{ person, role: 'workspace_billing' }]
    const belongs = workspace.name === 'Claude Code' ? person.code !== null : index % 3 === offset
    if (!belongs) return []
    return [{ person, role: person.role === 'user' ? 'workspace_user' : 'workspace_developer' }]
  })
}
