// A statement with the names of this moment: what the screen, the files and the paper show.
import { type Directory, type Names, namesFrom, workspacesQuery } from '../db/tenant/labels.ts'
import type { TeamRow } from '../db/tenant/teams.ts'
import type { Desk } from './books.ts'
import type { Statement } from './statement.ts'

export type NamedLine = Statement['lines'][number] & { workspace_name: string }
export type NamedTeam = Statement['teams'][number] & { name: string; cost_center: string | null; removed: boolean }

/** `default` and '' are how filters call what has no id: the default workspace, and what stands in no project. */
export const workspaceName = (names: Names, vendor: string, value: string): string =>
  names.workspace(vendor, value === '' || value === 'default' ? null : value)

export async function readNames({ db, tenant }: Desk, directory: Directory): Promise<Names> {
  return namesFrom(await db.rows(workspacesQuery(db, tenant)), directory)
}

/** The teams of a statement, most expensive first. */
export function namedTeams(statement: Statement, teams: readonly TeamRow[]): NamedTeam[] {
  const known = new Map(teams.map((team) => [team.id, team]))
  const named = statement.teams.map((one): NamedTeam => {
    const row = known.get(one.team)
    return {
      ...one,
      name: row?.name ?? one.team,
      cost_center: row?.costCenter ?? null,
      removed: row === undefined || row.removedAt !== null,
    }
  })
  return named.sort((a, b) => larger(a.total, b.total) || (a.name < b.name ? -1 : 1))
}

/** Lines with names, largest first within the order they had. */
export const namedLines = (lines: Statement['lines'], names: Names): NamedLine[] =>
  lines
    .map((line) => ({ ...line, workspace_name: workspaceName(names, line.vendor, line.workspace) }))
    .sort((a, b) => larger(a.amount, b.amount))

const larger = (a: string, b: string): number => (BigInt(a) === BigInt(b) ? 0 : BigInt(a) > BigInt(b) ? -1 : 1)

/** A line of the files: everything of a month that is somebody's, so that the amounts of all of them sum to the bill. */
export type FileLine = {
  team: string | null
  team_name: string
  cost_center: string | null
  kind: 'direct' | 'shared' | 'unsplit'
  vendor: string
  workspace: string | null
  workspace_name: string | null
  model: string | null
  by: string | null
  amount: string
}

/** All lines of a statement, or those of one team. */
export function fileLines(statement: Statement, teams: readonly TeamRow[], names: Names, team?: string): FileLine[] {
  const mine = namedTeams(statement, teams).filter((one) => team === undefined || one.team === team)
  const none = { workspace: null, workspace_name: null, model: null, by: null }
  const lines = mine.flatMap((one): FileLine[] => {
    const whose = { team: one.team, team_name: one.name, cost_center: one.cost_center }
    const direct = namedLines(statement.lines, names).filter((line) => line.team === one.team)
    return [
      ...direct.map((line): FileLine => ({ ...line, ...whose, kind: 'direct' })),
      ...one.vendors
        .filter(({ shared }) => shared !== '0')
        .map(({ vendor, shared }): FileLine => ({ ...whose, ...none, kind: 'shared', vendor, amount: shared })),
    ]
  })
  const left = statement.vendors.filter(({ unsplit }) => team === undefined && unsplit !== '0')
  const nobody = { team: null, team_name: 'Shared pool', cost_center: null }
  return [
    ...lines,
    ...left.map(({ vendor, unsplit }): FileLine => ({ ...nobody, ...none, kind: 'unsplit', vendor, amount: unsplit })),
  ]
}
