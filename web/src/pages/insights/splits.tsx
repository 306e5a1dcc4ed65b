// What is it made of? Token types, tiers, context windows, speeds, regions: tokens and cost of each.
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { SplitsAnswer } from '../../../../worker/http/schemas/insights.ts'
import { shareColumn } from '../../figures/group-columns.tsx'
import { atLeast, money } from '../../format.ts'
import { drillLink } from '../../insights/drill.ts'
import { Amount, Tokens } from '../../ui/amount.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Vendor } from '../../ui/marks.tsx'
import { Panel } from '../../ui/page.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import { Segments } from '../../ui/segments.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { type InsightsAsk, type InsightsSearch, type SetSearch, type Split, splits } from './ask.ts'
import { Part } from './part.tsx'
import { queries } from './queries.ts'

type Row = SplitsAnswer['splits'][number]['parts'][number]

const title = 'What is it made of?'
const words: Record<Split, readonly [tab: string, head: string]> = {
  token_type: ['Token types', 'Token type'],
  tier: ['Tiers', 'Tier'],
  context_window: ['Windows', 'Context window'],
  speed: ['Speeds', 'Speed'],
  inference_geo: ['Regions', 'Region'],
}

interface SplitsProps {
  ask: InsightsAsk
  search: InsightsSearch
  set: SetSearch
}

export function Splits({ ask, search, set }: SplitsProps) {
  const query = useQuery(queries.splits(ask))
  return (
    <Part query={query} title={title} what="What it is made of">
      {(answer) => <Made {...{ answer, search, set }} />}
    </Part>
  )
}

function Made({ answer, search, set }: { answer: SplitsAnswer; search: InsightsSearch; set: SetSearch }) {
  const navigate = useNavigate()
  // A dimension that no row states is no choice.
  const stated = splits.filter((one) =>
    answer.splits.some(({ by, parts }) => by === one && parts.some(({ value }) => value !== '')),
  )
  const by = stated.find((one) => one === search.split) ?? stated[0]
  const parts = answer.splits.find((one) => one.by === by)?.parts ?? []
  const columns = useMemo(() => columnsOf(answer, parts, by ?? 'token_type'), [answer, parts, by])
  if (by === undefined) {
    return (
      <Panel title={title}>
        <Empty title="No usage in these days">Nothing was used, so there is nothing to split.</Empty>
      </Panel>
    )
  }
  return (
    <Panel
      title={title}
      mark={<Provenance kind={answer.basis} />}
      end={
        <Segments
          label="Split by"
          value={by}
          onChange={(split) => set({ split: split === 'token_type' ? undefined : split })}
          options={stated.map((value) => ({ value, label: words[value][0] }))}
        />
      }
    >
      <Table
        name={`Tokens and cost by ${words[by][1].toLowerCase()}`}
        columns={columns}
        rows={parts}
        keyOf={({ vendor, value }) => `${vendor}:${value}`}
        onOpen={(row) => {
          const link = drillLink(row.drill)
          if (link) void navigate(link)
        }}
        sums="All"
        foot={
          by === 'token_type' ? (
            <span>The cost of a token type is its part of each row’s estimate, at the price of the day.</span>
          ) : undefined
        }
      />
    </Panel>
  )
}

/** Kinds of tokens as words; other dimensions are the vendor's own. `none` is what is charged beside tokens: searches, images. */
function partWords(by: Split, { value, label }: Row): string {
  if (by === 'token_type') return value === 'none' ? 'beside tokens' : label.replaceAll('_', ' ')
  return label || 'not stated'
}

function columnsOf({ totals }: SplitsAnswer, parts: readonly Row[], by: Split): Column<Row>[] {
  const several = new Set(parts.map(({ vendor }) => vendor)).size > 1
  return [
    {
      id: 'part',
      head: words[by][1],
      cell: (row) => <span className="strong wrap-anywhere">{partWords(by, row)}</span>,
    },
    ...(several
      ? [{ id: 'vendor', head: 'Vendor', hide: 'p2', cell: (row: Row) => <Vendor id={row.vendor} /> } as const]
      : []),
    { id: 'tokens', head: 'Tokens', num: true, hide: 'p4', cell: (row) => <Tokens value={row.tokens} /> },
    {
      id: 'cost',
      head: 'Cost',
      mark: <Provenance kind="estimate" bare />,
      num: true,
      cell: (row) => (
        <Amount
          nano={row.rows_without_price > 0 && BigInt(row.nano) === 0n ? null : row.nano}
          partly={row.rows_without_price > 0}
        />
      ),
      sum: atLeast(money(totals.nano), totals.rows_without_price > 0),
    },
    shareColumn(parts, (row) => row.nano, totals.nano),
  ]
}
