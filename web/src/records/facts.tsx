// Where an open record stands: times, stream, hash, checkpoint, the page it was read from, its other revisions.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { RecordDetail } from '../../../worker/http/schemas/ledger.ts'
import { count } from '../format.ts'
import { moment } from '../time.ts'
import { Hash } from '../ui/hash.tsx'
import { Facts } from '../ui/page.tsx'
import { AnchorFiles } from './anchor-files.tsx'
import { anchorStanding, blockName, depthWords, vouchers } from './anchor-words.ts'
import { personName, prevOf, sentence } from './words.ts'

interface FactsProps {
  detail: RecordDetail
  /** The link to another record: each page keeps its own drawer. */
  linkTo: (seq: number, words: string) => ReactNode
}

export function RecordFacts({ detail, linkTo }: FactsProps) {
  const prev = prevOf(detail.record)
  const items: (readonly [ReactNode, ReactNode])[] = [
    ['Happened', moment(detail.occurred_at, { seconds: true })],
    ['Taken in', moment(detail.ingested_at, { seconds: true })],
    [
      'Stream',
      <span key="stream" className="mono break-all">
        {detail.stream}
      </span>,
    ],
    [
      'Id at the source',
      <span key="id" className="mono break-all">
        {detail.id}
      </span>,
    ],
    ['Leaf hash', <Hash key="leaf" value={detail.leaf} what="leaf hash" />],
    ...(prev && detail.seq > 0
      ? [['Links to', <Previous key="prev" prev={prev} detail={detail} linkTo={linkTo} />] as const]
      : []),
    ['Checkpoint', checkpointWords(detail.checkpoint)],
    ['Anchored', <AnchoredFact key="anchored" anchored={detail.anchored} />],
  ]
  if (detail.subject) items.unshift(['About', <About key="about" detail={detail} />])
  if (detail.pull) items.push(['Read from', <ReadFrom key="pull" pull={detail.pull} linkTo={linkTo} />])
  if (detail.revisions.length > 0)
    items.push(['Revisions', <Revisions key="revisions" detail={detail} linkTo={linkTo} />])
  return <Facts items={items} />
}

/** The block with its time and depth, or what is waited for; and the place in the root log, with the public files of that cut. */
function AnchoredFact({ anchored }: Pick<RecordDetail, 'anchored'>) {
  if (anchored === null) return <span className="dim">Not yet: {anchorStanding(anchored)}</span>
  const { root_index, root_size, block } = anchored
  const others = vouchers(anchored)
  return (
    <span className="stack s1">
      {block === undefined ? (
        <span className="dim">Not yet: {anchorStanding(anchored)}</span>
      ) : (
        <span>
          {sentence(blockName(anchored))}
          <span className="dim">{depthWords(anchored)}</span>
        </span>
      )}
      <span className="dim small">
        leaf {count(root_index)} of {count(root_size)} in the root log{others ? ` · ${others}` : ''} ·{' '}
        <AnchorFiles anchored={anchored} />
      </span>
    </span>
  )
}

function checkpointWords(number: number | null): ReactNode {
  if (number === null) return <span className="dim">Pending: one follows within seconds</span>
  return `${count(number)}, signed by us`
}

function About({ detail: { subject, who } }: { detail: RecordDetail }) {
  const name = personName(who)
  return (
    <Link to="/people/$personId" params={{ personId: subject ?? '' }}>
      {name ?? <span className="mono">{subject}</span>}
    </Link>
  )
}

function Previous({ prev, detail, linkTo }: FactsProps & { prev: string }) {
  return (
    <span className="row wrap">
      {linkTo(detail.seq - 1, `record ${count(detail.seq - 1)}`)}
      <Hash value={prev} what="hash of the record before" />
    </span>
  )
}

function ReadFrom({ pull, linkTo }: Pick<FactsProps, 'linkTo'> & { pull: NonNullable<RecordDetail['pull']> }) {
  return (
    <span className="stack s1">
      <span className="row wrap">
        {linkTo(pull.seq, `pull ${count(pull.seq)}`)}
        <span className="dim">{moment(pull.at)}</span>
      </span>
      <span className="mono break-all">
        {pull.endpoint}
        {pull.query ? `?${pull.query}` : ''}
      </span>
      <span className="row dim small">
        page <Hash value={pull.page_sha256} what="hash of the page" />
      </span>
    </span>
  )
}

function Revisions({ detail, linkTo }: FactsProps) {
  return (
    <span className="stack s1">
      <span>
        This is revision {detail.rev}
        {detail.revisions.every((one) => one.rev < detail.rev) ? ', the value in force' : ''}
      </span>
      {detail.revisions.map((one) => (
        <span key={one.seq} className="row wrap">
          {linkTo(one.seq, `revision ${one.rev}`)}
          <span className="dim">{moment(one.ingested_at)}</span>
        </span>
      ))}
    </span>
  )
}
