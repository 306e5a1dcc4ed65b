// One erasure beside the list: its steps, what went, its records, and the certificate.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { ErasureView } from '../../../../worker/http/schemas/content.ts'
import { countedWords, erasureOf, erasureStates, reasonWords, stepsOf } from '../../content/erasure-words.ts'
import { LiftDialog } from '../../content/lift-dialog.tsx'
import { erasureQuery } from '../../content/queries.ts'
import { whoName } from '../../content/who.ts'
import { Failed } from '../../figures/failed.tsx'
import { count } from '../../format.ts'
import { WithProof } from '../../records/proof-badge.tsx'
import { moment } from '../../time.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Drawer } from '../../ui/drawer.tsx'
import { Checklist, Note } from '../../ui/feedback.tsx'
import { CopyButton } from '../../ui/hash.tsx'
import { Badge } from '../../ui/marks.tsx'
import { Facts } from '../../ui/page.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'

interface Props {
  id: string
  /** As the list has it, until its own answer is there. */
  known: ErasureView | undefined
  onClose: () => void
  onPrevious: (() => void) | undefined
  onNext: (() => void) | undefined
}

export function ErasureDrawer({ id, known, onClose, onPrevious, onNext }: Props) {
  const query = useQuery({ ...erasureQuery(id), ...(known ? { placeholderData: known } : {}) })
  const row = query.data
  const [lifting, setLifting] = useState(false)
  const state = row && erasureStates[row.state]
  return (
    <Drawer
      title={row ? erasureOf(row) : 'Erasure'}
      mark={state ? <Badge tone={state.tone}>{state.word}</Badge> : null}
      onClose={onClose}
      onPrevious={onPrevious}
      onNext={onNext}
      foot={
        row?.state === 'done' ? (
          <>
            {row.certificate === null ? null : (
              <ButtonLink size="sm" icon="exports" to="/exports" search={{ open: row.certificate }}>
                Open the certificate
              </ButtonLink>
            )}
            {row.scope === 'tenant' || row.lifted_at !== null ? null : (
              <Button size="sm" onClick={() => setLifting(true)}>
                Capture again…
              </Button>
            )}
          </>
        ) : null
      }
    >
      {query.isError && !row ? (
        <Failed error={query.error} what="This erasure" onRetry={() => void query.refetch()} />
      ) : (
        <Waiting waiting={row === undefined} skeleton={<SkeletonRows rows={8} />}>
          {() => (row ? <Inside row={row} /> : null)}
        </Waiting>
      )}
      {row && lifting ? <LiftDialog erasure={row} onClose={() => setLifting(false)} /> : null}
    </Drawer>
  )
}

function Inside({ row }: { row: ErasureView }) {
  const counted = countedWords(row.counts)
  return (
    <div className="stack s4">
      {row.state === 'waiting' ? (
        <Note tone="info" title="A second person has to agree.">
          Nothing goes before another owner or admin approves it under{' '}
          <Link to="/content" search={{ see: 'approvals' }}>
            Approvals
          </Link>
          .
        </Note>
      ) : null}
      {row.state === 'refused' && row.words ? (
        <Note tone="bad" title="It was refused.">
          {row.words}
        </Note>
      ) : null}
      <div role="status">
        <Checklist items={stepsOf(row)} />
      </div>
      {row.state !== 'refused' && row.words ? <p className="small sub">{row.words}</p> : null}
      <Facts
        items={[
          ['Why', reasonWords(row.reason_code)],
          [row.state === 'done' ? 'What went' : 'What goes', counted.length === 0 ? '–' : counted.join(', ')],
          ...(row.scope === 'person'
            ? ([['Named by others', row.mentions === 'erase' ? 'erased too' : 'kept']] as const)
            : []),
          ...(row.chat === null
            ? []
            : ([
                [
                  'Chat',
                  <span key="chat" className="mono break-all">
                    {row.chat}
                  </span>,
                ],
              ] as const)),
          [
            'Asked',
            `${moment(row.created_at)}, ${row.requested_by === null ? 'by the retention period' : whoName(row.requested_by)}`,
          ],
          ['Done', row.done_at === null ? '–' : moment(row.done_at)],
          ...(row.lifted_at === null ? [] : ([['Captured again', `since ${moment(row.lifted_at)}`]] as const)),
          ['Intention', <RecordLink key="intent" seq={row.intent_seq} />],
          ['Result', <RecordLink key="result" seq={row.result_seq} />],
          [
            'Erasure',
            <span key="id" className="row mono small">
              <span className="wrap-anywhere">{row.id}</span>
              <CopyButton value={row.id} what="erasure id" />
            </span>,
          ],
        ]}
      />
    </div>
  )
}

function RecordLink({ seq }: { seq: number | null }): ReactNode {
  if (seq === null) return '–'
  return (
    <WithProof seq={seq}>
      <Link to="/ledger" search={{ record: seq }}>
        record {count(seq)}
      </Link>
    </WithProof>
  )
}
