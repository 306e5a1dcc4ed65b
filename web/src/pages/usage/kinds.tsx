// What the tokens were: fresh input, read from cache, written to it for how long, output. The kinds add up to the sum.
import type { UsageAnswer } from '../../../../worker/http/schemas/usage.ts'
import { percent, tokens } from '../../format.ts'
import { Share, Tokens } from '../../ui/amount.tsx'
import { Panel } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { tokenKinds } from './sums.ts'

type Row = ReturnType<typeof tokenKinds>[number]

/** A vendor prices each kind apart, so the same sum of tokens can cost very different sums. */
export function KindsOfTokens({ totals }: Pick<UsageAnswer, 'totals'>) {
  const rows = tokenKinds(totals.tokens)
  const largest = Math.max(0, ...rows.map((row) => row.share ?? 0))
  const columns: readonly Column<Row>[] = [
    {
      id: 'kind',
      head: 'Kind',
      cell: ({ kind }) => (
        <>
          <span className="strong">{kind.label}</span>
          <span className="sub2">{kind.words}</span>
        </>
      ),
    },
    {
      id: 'share',
      head: 'Share',
      hide: 'p4',
      width: 136,
      cell: ({ share }) => <Share share={share} of={largest} words={percent(share)} />,
    },
    {
      id: 'tokens',
      head: 'Tokens',
      num: true,
      cell: (row) => <Tokens value={row.tokens} />,
      sum: tokens(BigInt(totals.tokens.total)),
    },
  ]
  return (
    <Panel title="What the tokens were" sub="Each kind has a price of its own.">
      <Table
        name="What the tokens were"
        columns={columns}
        rows={rows}
        keyOf={({ kind }) => kind.id}
        sums="All tokens"
      />
    </Panel>
  )
}
