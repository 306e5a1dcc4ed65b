// Did prices change? Each change that took effect in these days, and what it made of the organization's own tokens.
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { PricesAnswer } from '../../../../worker/http/schemas/insights.ts'
import { money, plural } from '../../format.ts'
import { drillLink } from '../../insights/drill.ts'
import { day } from '../../time.ts'
import { Amount, Tokens } from '../../ui/amount.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Panel } from '../../ui/page.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import type { InsightsAsk } from './ask.ts'
import { Part } from './part.tsx'
import { queries } from './queries.ts'

type Change = PricesAnswer['changes'][number]

const title = 'Did prices change?'

export function Prices({ ask }: { ask: InsightsAsk }) {
  const query = useQuery(queries.prices(ask))
  return (
    <Part query={query} title={title} what="The prices">
      {(answer) => <Changes answer={answer} />}
    </Part>
  )
}

function Changes({ answer }: { answer: PricesAnswer }) {
  const navigate = useNavigate()
  return (
    <Panel title={title} mark={<Provenance kind={answer.basis} />}>
      {answer.changes.length === 0 ? (
        <Empty icon="check" title={`No price changed in ${plural(answer.range.days, 'day')}`}>
          Neither in the dated price lists nor in what the vendors billed a token.
        </Empty>
      ) : (
        <Table
          name="Price changes"
          columns={columns}
          rows={answer.changes}
          keyOf={({ date, vendor, model, token_type }) => [date, vendor, model, token_type].join(':')}
          onOpen={(row) => {
            const link = drillLink(row.drill)
            if (link) void navigate(link)
          }}
          sums={plural(answer.changes.length, 'change')}
          foot={<span>Effect: the tokens used since, at the new price less at the old.</span>}
        />
      )}
    </Panel>
  )
}

const sources: Record<Change['source'], string> = {
  list: 'price list',
  observed: 'seen in the bill',
  both: 'price list and bill',
}

const columns: readonly Column<Change>[] = [
  { id: 'date', head: 'From', cell: (row) => <span className="nowrap">{day(row.date, { year: false })}</span> },
  {
    id: 'model',
    head: 'What',
    cell: (row) => (
      <>
        <span className="mono strong wrap-anywhere">{row.label}</span>
        <span className="sub2">
          {row.token_type.replaceAll('_', ' ')}, {sources[row.source]}
        </span>
      </>
    ),
  },
  {
    id: 'price',
    head: 'A million tokens',
    num: true,
    cell: (row) => (
      <span className="nowrap">
        <s className="dim">{money(row.old)}</s> {money(row.new)}
      </span>
    ),
  },
  { id: 'tokens', head: 'Tokens since', num: true, hide: 'p2', cell: (row) => <Tokens value={row.tokens} /> },
  { id: 'effect', head: 'Effect', num: true, cell: (row) => <Amount nano={row.effect} sign /> },
]
