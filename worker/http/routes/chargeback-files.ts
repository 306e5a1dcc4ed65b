// The chargeback as files: all lines of a month as CSV, and one team's statement as CSV and as PDF.
import { type Period, rangeOf } from '../../chargeback/period.ts'
import { readMonth } from '../../chargeback/read.ts'
import { type FileLine, fileLines, namedLines, namedTeams, readNames } from '../../chargeback/view.ts'
import { methodWords } from '../../chargeback/words.ts'
import { type Column, csvFile, dollars } from '../csv.ts'
import { type Route, tenantRoute } from '../define.ts'
import { failure, isFailure } from '../errors.ts'
import { PeriodParams, TeamParams } from '../schemas/chargeback.ts'
import { begun, openCounter, stateOf } from './chargeback.ts'

const tag = 'Chargeback'

const columnsOf = (period: Period): readonly Column<FileLine>[] => [
  ['period', () => period],
  ['team', (line) => line.team],
  ['team_name', (line) => line.team_name],
  ['cost_center', (line) => line.cost_center],
  ['kind', (line) => line.kind],
  ['vendor', (line) => line.vendor],
  ['workspace', (line) => line.workspace],
  ['workspace_name', (line) => line.workspace_name],
  ['model', (line) => line.model],
  ['rule', (line) => line.by],
  ['allocated', (line) => dollars(line.amount)],
  ['currency', () => 'USD'],
]

const whole = tenantRoute({
  method: 'get',
  path: '/api/chargeback/{period}/lines.csv',
  summary: 'All lines of a month as CSV: their amounts sum to the bill',
  tag,
  needs: 'read:costs',
  params: PeriodParams,
  handler: async ({ params: { period }, actor, env }) => {
    const { reading, desk, books } = await openCounter(env, actor)
    const early = begun(period, reading.today)
    if (early !== null) return early
    const { statement } = await readMonth(desk, books, period)
    const rows = fileLines(statement, books.teams, await readNames(desk, reading.directory))
    return csvFile('chargeback', rangeOf(period), columnsOf(period), async () => ({ rows, next: null }))
  },
})

const teamCsv = tenantRoute({
  method: 'get',
  path: '/api/chargeback/{period}/teams/{team}/statement.csv',
  summary: 'One team’s lines of a month as CSV: their amounts sum to its total',
  tag,
  needs: 'read:costs',
  params: TeamParams,
  handler: async ({ params: { period, team }, actor, env }) => {
    const { reading, desk, books } = await openCounter(env, actor)
    const early = begun(period, reading.today)
    if (early !== null) return early
    const { statement } = await readMonth(desk, books, period)
    if (!statement.teams.some((one) => one.team === team)) return failure('not_found')
    const rows = fileLines(statement, books.teams, await readNames(desk, reading.directory), team)
    return csvFile('statement', rangeOf(period), columnsOf(period), async () => ({ rows, next: null }))
  },
})

const RULES = { key: 'Key', person: 'Person', workspace: 'Workspace', none: '' } as const
const VENDORS: Readonly<Record<string, string>> = { anthropic: 'Anthropic', openai: 'OpenAI' }

const teamPdf = tenantRoute({
  method: 'get',
  path: '/api/chargeback/{period}/teams/{team}/statement.pdf',
  summary: 'One team’s statement of a month as PDF',
  tag,
  needs: 'read:costs',
  params: TeamParams,
  handler: async ({ params: { period, team }, actor, env }) => {
    const counter = await openCounter(env, actor)
    const { reading, desk, books } = counter
    const early = begun(period, reading.today)
    if (isFailure(early)) return early
    const month = await readMonth(desk, books, period)
    const { statement, frozen } = month
    const mine = namedTeams(statement, books.teams).find((one) => one.team === team)
    if (mine === undefined) return failure('not_found')
    const [state, names] = await Promise.all([
      stateOf(counter, period, month, reading.today),
      readNames(desk, reading.directory),
    ])
    // Fonts and their machinery are large: they are loaded for whoever wants a PDF.
    const [{ makeTeamStatement }, { workerTypesetting }] = await Promise.all([
      import('../../chargeback/paper.ts'),
      import('../../export/documents/worker-typesetting.ts'),
    ])
    const vendor = (name: string) => VENDORS[name] ?? name
    const bytes = await makeTeamStatement(
      {
        organization: actor.tenant.name,
        tenant: actor.tenant.id,
        team: mine.name,
        costCenter: mine.cost_center,
        period: monthWords(period),
        from: statement.from,
        to: statement.to,
        generatedAt: frozen?.frozenAt ?? new Date().toISOString(),
        state: state.words,
        size: statement.size,
        frozen: frozen && { record: frozen.seq, sha256: frozen.sha256, at: frozen.frozenAt },
        lines: namedLines(statement.lines, names)
          .filter((line) => line.team === team)
          .map((line) => ({
            ...line,
            vendor: vendor(line.vendor),
            workspace: line.workspace_name,
            by: RULES[line.by],
            nano: BigInt(line.amount),
          })),
        shared: mine.vendors
          .filter(({ shared }) => shared !== '0')
          .map(({ vendor: from, shared }) => ({ vendor: vendor(from), nano: BigInt(shared) })),
        direct: BigInt(mine.direct),
        total: BigInt(mine.total),
        bill: BigInt(statement.bill),
        method: methodWords(statement),
      },
      workerTypesetting(env.FONTS),
    )
    return new Response(bytes, {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="tallystick-statement-${period}.pdf"`,
      },
    })
  },
})

const monthWords = (period: Period): string =>
  new Date(`${period}-15T00:00:00Z`).toLocaleDateString('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' })

export const chargebackFileRoutes: readonly Route[] = [whole, teamCsv, teamPdf]
