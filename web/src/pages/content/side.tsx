// Beside a transcript: what is masked in it, and what happened to it.
import { Link } from '@tanstack/react-router'
import type { ChatDetail } from '../../../../worker/http/schemas/content.ts'
import { markWords } from '../../content/mark-words.ts'
import { count } from '../../format.ts'
import { useProofOf } from '../../records/proof-of.ts'
import { clock, day, moment } from '../../time.ts'
import { Timeline } from '../../ui/timeline.tsx'
import { custodyWords } from './custody.ts'

interface Props extends Pick<ChatDetail, 'marks' | 'custody'> {
  revealed: boolean
}

export function ChatSide({ marks, custody, revealed }: Props) {
  return (
    <aside className="chat-side" aria-label="About this chat">
      <h2>{revealed ? 'What was masked' : 'What is masked'}</h2>
      <Marks marks={marks} />
      <p className="tiny dim">
        Found by rules, on our side of the wall. Rules miss things: treat masked text as less sensitive, not as safe.
      </p>
      <h2>Chain of custody</h2>
      <Custody custody={custody} />
      <h2>What is not here</h2>
      <p className="tiny dim">Files, artifacts, projects and tool uses are not captured; their number is said.</p>
    </aside>
  )
}

function Marks({ marks }: Pick<ChatDetail, 'marks'>) {
  if (marks.length === 0) return <p className="small sub">Nothing was found to mask.</p>
  return (
    <table className="small">
      <thead className="sr">
        <tr>
          <th scope="col">Kind</th>
          <th scope="col">Different values</th>
          <th scope="col">Passages</th>
        </tr>
      </thead>
      <tbody>
        {marks.map(({ kind, count: many, distinct }) => (
          <tr key={kind}>
            <td>{markWords[kind].many}</td>
            <td className="num dim">{count(distinct)} distinct</td>
            <td className="num">{count(many)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Custody({ custody }: Pick<ChatDetail, 'custody'>) {
  const proofOf = useProofOf()
  return (
    <Timeline
      items={custody.map((step, index) => ({
        // One record may be two steps: captured and deleted in the same page.
        key: `${step.seq} ${step.what} ${index}`,
        proof: proofOf(step.seq),
        what: (
          <Link
            className="plain"
            from="/content"
            to="/content"
            search={(old) => ({ ...old, record: step.seq })}
            resetScroll={false}
            title={`Record ${count(step.seq)}, ${moment(step.at, { seconds: true })}`}
          >
            {custodyWords(step)}
            <span className="dim block small">
              {day(step.at.slice(0, 10), { year: false })} {clock(step.at)}
              {step.words ? `, ${step.words}` : ''}
            </span>
          </Link>
        ),
        when: null,
      }))}
    />
  )
}
