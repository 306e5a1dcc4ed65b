// What an admin of the demo organization has arranged: teams with their rules, budgets with somebody to hear of them, a shared view.
import type { BudgetBody } from '../../worker/http/schemas/budgets.ts'
import type { WorkspaceList } from '../../worker/http/schemas/inventory.ts'
import { type Demo, demoTenant, signIn } from './demo.ts'

/** Team, cost centre, and the workspaces and projects that are its own; the same name may stand at both vendors. */
const TEAMS = [
  ['Platform', 'CC-410', ['Production', 'Engineering', 'Claude Code']],
  ['Research', 'CC-520', ['Research', 'Search Ranking']],
  ['Support', 'CC-630', ['Support', 'Support Copilot']],
] as const

const DOLLAR = 1_000_000_000n
const budgets = (channel: string, claudeCode: string | undefined): BudgetBody[] => {
  const terms = { thresholds: [70, 85, 100], forecast: true, channels: [channel], paused: false }
  const usual = { ...terms, period: 'month' as const }
  const amount = (dollars: bigint) => String(dollars * DOLLAR)
  const code = { scope: 'workspace', vendor: 'anthropic', value: claudeCode } as const
  return [
    { ...usual, name: 'All AI spend', scope: 'tenant', amount: amount(33_000n) },
    { ...usual, name: 'OpenAI', scope: 'vendor', vendor: 'openai', amount: amount(9_000n) },
    ...(claudeCode === undefined ? [] : [{ ...usual, ...code, name: 'Claude Code', amount: amount(7_000n) }]),
  ]
}

/** Arranges it once; what is there already stays as it is. */
export async function arrangeDemo(url: string, demo: Demo, operator: string): Promise<void> {
  const { signIn: link } = await demoTenant(url, operator)
  const api = await signIn(url, link)
  await api('POST', '/api/me/tenant', { tenant_id: demo.tenant })
  const { teams } = await api<{ teams: unknown[] }>('GET', '/api/teams')
  if (teams.length > 0) return
  const { rows } = await api<WorkspaceList>('GET', '/api/workspaces?limit=200')
  for (const [name, cost_center, places] of TEAMS) {
    const { id: team } = await api<{ id: string }>('POST', '/api/teams', { name, cost_center })
    for (const { vendor, id } of rows.filter((row) => places.some((place) => place === row.name)))
      await api('POST', '/api/teams/rules', { team, kind: 'workspace', vendor, value: id })
  }
  const { channel } = await api<{ channel: { id: string } }>('POST', '/api/alert-channels', {
    kind: 'mail',
    name: 'Finance',
    address: 'finance@tarnwick.example',
  })
  const claudeCode = rows.find(({ vendor, name }) => vendor === 'anthropic' && name === 'Claude Code')?.id
  await api('PUT', '/api/alerts/watch', { anomalies: true, channels: [channel.id] })
  for (const budget of budgets(channel.id, claudeCode)) await api('POST', '/api/budgets', budget)
  const view = { name: 'Cost by model, quarter to date', screen: 'costs', search: 'r=qtd&by=model', shared: true }
  await api('POST', '/api/views', view)
}
