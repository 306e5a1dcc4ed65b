// Is the cache working? Per model: how much of the input was read from it, what that saved, and what the best rate would save.
import { useQuery } from '@tanstack/react-query'
import type { CacheAnswer } from '../../../../worker/http/schemas/insights.ts'
import { dollars, money, percent, plural, unknown } from '../../format.ts'
import { cacheAnswerWords } from '../../insights/cache-words.ts'
import { Amount, Share, Tokens } from '../../ui/amount.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Badge } from '../../ui/marks.tsx'
import { Panel } from '../../ui/page.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import type { InsightsAsk, InsightsSearch, SetSearch } from './ask.ts'
import { Part } from './part.tsx'
import { queries } from './queries.ts'
import { Arithmetic } from './working.tsx'

type Model = CacheAnswer['models'][number]

const title = 'Is the cache working?'
const few = 8

interface CacheProps {
  ask: InsightsAsk
  search: InsightsSearch
  set: SetSearch
}

export function Cache({ ask, search, set }: CacheProps) {
  const query = useQuery(queries.cache(ask))
  return (
    <Part query={query} title={title} what="What the cache saved">
      {(answer) => (
        <Panel title={title} mark={<Provenance kind={answer.basis} />}>
          {answer.models.length === 0 ? (
            <Empty title="No input of a model with a price">
              The cache is judged by what the same input would have cost without it, so it needs a price.
            </Empty>
          ) : (
            <Models {...{ answer, search, set }} />
          )}
        </Panel>
      )}
    </Part>
  )
}

function Models({ answer, search, set }: { answer: CacheAnswer; search: InsightsSearch; set: SetSearch }) {
  const shown = answer.models.toSorted((a, b) => atStake(b) - atStake(a)).slice(0, few)
  return (
    <>
      <p className="strong mb-2">{cacheAnswerWords(answer)}</p>
      <Table
        name="The cache by model"
        columns={columns}
        rows={shown}
        keyOf={({ vendor, model }) => `${vendor}:${model}`}
        foot={
          <>
            {shown.length < answer.models.length ? (
              <span>
                {shown.length} of {answer.models.length} models, those with most at stake; the arithmetic has all.
              </span>
            ) : null}
            {answer.rows_without_price > 0 ? (
              <span>{plural(answer.rows_without_price, 'usage row')} without a price are in no row.</span>
            ) : null}
          </>
        }
      />
      <Arithmetic of="cache" search={search} set={set}>
        <p>Read from the cache ÷ all input (uncached, read and written) is the hit rate.</p>
        <p>
          Saved is what all input would have cost uncached, less what it did cost: cached reads are cheaper, writes are
          dearer. Below zero the writes were hardly ever read.
        </p>
        <p>
          “Would save” is the same input at the model’s own best week, or at 80 % where no week of its own is better.
        </p>
        <CacheTokens answer={answer} />
      </Arithmetic>
    </>
  )
}

/** What was saved or lost and what could be, for the order of the rows. */
const atStake = ({ saved, would_save }: Model): number => Math.abs(dollars(saved)) + dollars(would_save)

const columns: readonly Column<Model>[] = [
  {
    id: 'model',
    head: 'Model',
    cell: (row) => (
      <>
        <span className="mono strong wrap-anywhere">{row.label}</span>{' '}
        {row.loss ? <Badge tone="warn">costs more than it saves</Badge> : null}
        <span className="only4 sub2">{wouldWords(row)}</span>
      </>
    ),
  },
  {
    id: 'rate',
    head: 'Hit rate',
    width: 112,
    cell: (row) => <Share share={row.hit_rate} words={percent(row.hit_rate)} />,
  },
  {
    id: 'weeks',
    head: 'By week',
    hide: 'p2',
    width: 96,
    cell: (row) => {
      const rates = row.weeks.flatMap(({ hit_rate }) => (hit_rate === null ? [] : [hit_rate]))
      return rates.length > 1 ? <Sparkline points={rates} width={80} height={20} /> : null
    },
  },
  { id: 'saved', head: 'Saved', num: true, cell: (row) => <Amount nano={row.saved} sign /> },
  {
    id: 'would',
    head: 'Would save',
    num: true,
    hide: 'p4',
    cell: (row) =>
      BigInt(row.would_save) === 0n ? (
        <span className="dim">{wouldWords(row)}</span>
      ) : (
        <span title={`at ${percent(row.target)}`}>
          <Amount nano={row.would_save} />
        </span>
      ),
  },
]

/** A cache that loses has no best: what helps it is not to write. */
function wouldWords({ would_save, target, loss }: Model): string {
  if (BigInt(would_save) > 0n) return `${money(would_save)} more at ${percent(target)}`
  return loss ? unknown : 'at its best'
}

function CacheTokens({ answer: { models } }: { answer: CacheAnswer }) {
  return (
    <table aria-label="Tokens and cost behind it">
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col" className="num">
            Input
          </th>
          <th scope="col" className="num">
            Read
          </th>
          <th scope="col" className="num p4">
            Written
          </th>
          <th scope="col" className="num p4">
            Cost
          </th>
          <th scope="col" className="num">
            Uncached
          </th>
        </tr>
      </thead>
      <tbody>
        {models.map((row) => (
          <tr key={`${row.vendor}:${row.model}`}>
            <td className="mono wrap-anywhere">{row.label}</td>
            <td className="num">
              <Tokens value={row.input} />
            </td>
            <td className="num">
              <Tokens value={row.cached} />
            </td>
            <td className="num p4">
              <Tokens value={row.written} />
            </td>
            <td className="num p4">
              <Amount nano={row.cost} />
            </td>
            <td className="num">
              <Amount nano={row.uncached_cost} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
