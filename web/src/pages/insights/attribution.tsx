// Who spends it? Workspaces and projects, keys, people, teams: how much, what share, how much more than before.
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { AttributionAnswer } from '../../../../worker/http/schemas/insights.ts'
import { shareColumn } from '../../figures/group-columns.tsx'
import { sevenDaySums } from '../../figures/ratio.ts'
import { atLeast, change, count, money, plural, unknown } from '../../format.ts'
import { drillLink } from '../../insights/drill.ts'
import { isMono, scopeId, scopeName } from '../../insights/scope-words.ts'
import { useMay } from '../../shell/may.ts'
import { Amount, Tokens } from '../../ui/amount.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Vendor } from '../../ui/marks.tsx'
import { Panel } from '../../ui/page.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { type InsightsAsk, type InsightsSearch, type SetSearch, type Spender, spenders } from './ask.ts'
import { Part } from './part.tsx'
import { queries } from './queries.ts'
import { Arithmetic } from './working.tsx'

type Row = AttributionAnswer['rows'][number]

const title = 'Who spends it?'
const few = 12
const words: Record<Spender, readonly [tab: string, one: string, many: string]> = {
  workspace: ['Workspaces and projects', 'workspace or project', 'workspaces and projects'],
  key: ['Keys', 'key', 'keys'],
  person: ['People', 'person', 'people'],
  team: ['Teams', 'team', 'teams'],
}

interface AttributionProps {
  ask: InsightsAsk
  /** How many days of the range are closed: sparklines leave the others out. */
  closed: number
  search: InsightsSearch
  set: SetSearch
}

export function Attribution({ ask, closed, search, set }: AttributionProps) {
  const seesPeople = useMay('read:people')
  const open = spenders.filter((one) => one !== 'person' || seesPeople)
  const by = open.find((one) => one === search.who) ?? 'workspace'
  const versus = search.vs === 'year' ? 'year' : 'previous'
  const query = useQuery(queries.attribution({ ...ask, by, versus }))
  const choose = (
    <Segments
      label="By"
      value={by}
      onChange={(who) => set({ who: who === 'workspace' ? undefined : who })}
      options={open.map((value) => ({ value, label: words[value][0] }))}
    />
  )
  return (
    <Part query={query} title={title} what="This spend" end={choose}>
      {(answer) => (
        <Panel title={title} mark={<Provenance kind={answer.basis} />} end={choose}>
          {answer.by === 'team' && !answer.rows.some(({ value }) => value !== '') ? (
            <NoTeams />
          ) : (
            <Rows {...{ answer, by, closed, search, set }} />
          )}
        </Panel>
      )}
    </Part>
  )
}

function NoTeams() {
  return (
    <Empty
      icon="people"
      title="No team has spend in these days"
      action={
        <ButtonLink to="/settings" search={{ part: 'teams' }}>
          Set up teams
        </ButtonLink>
      }
    >
      A team is made of rules: which workspaces, projects, keys and people are its own, and from when.
    </Empty>
  )
}

interface RowsProps {
  answer: AttributionAnswer
  by: Spender
  closed: number
  search: InsightsSearch
  set: SetSearch
}

function Rows({ answer, by, closed, search, set }: RowsProps) {
  const navigate = useNavigate()
  const compared = search.vs !== 'none'
  const [all, setAll] = useState(false)
  const rows = all ? answer.rows : answer.rows.slice(0, few)
  const columns = useMemo(() => columnsOf(answer, by, closed), [answer, by, closed])
  return (
    <>
      <Table
        name={`Spend by ${words[by][1]}`}
        columns={columns}
        rows={rows}
        keyOf={scopeId}
        sort={search.sort ?? '-amount'}
        onSort={(sort) => set({ sort: sort === '-amount' ? undefined : sort })}
        onOpen={(row) => {
          const link = drillLink(row.drill, 'usage')
          if (link) void navigate(link)
        }}
        hidden={compared ? [] : ['before', 'change']}
        sums={plural(answer.rows.length, words[by][1], words[by][2])}
        foot={
          <>
            <span>All {count(answer.rows.length)} add up to the sum of the filter. Opening one shows its records.</span>
            {answer.rows.length > few ? (
              <Button size="sm" onClick={() => setAll(!all)}>
                {all ? `Show the ${few} largest` : `Show all ${count(answer.rows.length)}`}
              </Button>
            ) : null}
          </>
        }
      />
      <Arithmetic of="attribution" search={search} set={set}>
        <p>{howCounted(by)}</p>
      </Arithmetic>
    </>
  )
}

function howCounted(by: Spender): string {
  if (by === 'person')
    return 'A person’s spend is the use that names them, and the use of the keys they hold where no user is named.'
  if (by === 'team')
    return 'Each usage row goes to the team of its key, else of its person, else of its workspace, by the rule of its day.'
  if (by === 'key')
    return 'The vendor names the key on each usage row; what names none (the console, a subscription) is a row of its own.'
  return 'The vendor names the workspace or project on each usage row; the default workspace is a row of its own.'
}

function columnsOf({ rows, totals, before }: AttributionAnswer, by: Spender, closed: number): Column<Row>[] {
  const several = new Set(rows.map(({ vendor }) => vendor)).size > 1
  return [
    {
      id: 'name',
      head: words[by][0],
      cell: (row) => (
        <span className={isMono(row) ? 'mono strong wrap-anywhere' : 'strong wrap-anywhere'}>{scopeName(row)}</span>
      ),
      sort: (row) => scopeName(row).toLowerCase(),
    },
    ...(several
      ? [
          {
            id: 'vendor',
            head: 'Vendor',
            hide: 'p2',
            cell: (row: Row) => (row.vendor ? <Vendor id={row.vendor} /> : null),
          } as const,
        ]
      : []),
    {
      id: 'amount',
      head: 'Spend',
      mark: <Provenance kind="estimate" bare />,
      num: true,
      cell: (row) => <Amount nano={unpriced(row) ? null : row.nano} partly={row.rows_without_price > 0} />,
      sort: (row) => BigInt(row.nano),
      sum: atLeast(money(totals.nano), totals.rows_without_price > 0),
    },
    shareColumn(rows, (row) => row.nano, totals.nano),
    {
      id: 'tokens',
      head: 'Tokens',
      num: true,
      hide: 'p2',
      cell: (row) => <Tokens value={row.tokens} />,
      sort: (row) => BigInt(row.tokens),
    },
    {
      id: 'before',
      head: 'Before',
      num: true,
      hide: 'p2',
      cell: (row) => <Amount nano={row.before} />,
      sort: (row) => BigInt(row.before),
      sum: money(before.nano),
    },
    {
      id: 'change',
      head: 'Change',
      num: true,
      cell: (row) => (row.change === null ? (BigInt(row.nano) > 0n ? 'new' : unknown) : change(row.change)),
      sort: (row) => row.change,
    },
    {
      id: 'trend',
      head: 'Trend',
      hide: 'p2',
      width: 96,
      cell: (row) => {
        const points = sevenDaySums(row.series, closed)
        return points.length > 1 ? <Sparkline points={points} width={80} height={20} /> : null
      },
    },
  ]
}

/** Use without any price is no zero. */
const unpriced = (row: Row): boolean => row.rows_without_price > 0 && BigInt(row.nano) === 0n
