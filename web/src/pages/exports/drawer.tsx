// The open export beside the list: how far it is, its link and how to check it, what is in it, who fetched it.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ExportView } from '../../../../worker/http/schemas/exports.ts'
import { Failed } from '../../figures/failed.tsx'
import { useMay } from '../../shell/may.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Drawer } from '../../ui/drawer.tsx'
import { Note, Progress } from '../../ui/feedback.tsx'
import { Badge } from '../../ui/marks.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { Conforms } from './conforms.tsx'
import { Downloads } from './downloads.tsx'
import { ExportFacts } from './facts.tsx'
import { LinkPanel } from './link-panel.tsx'
import { NewLink } from './new-link.tsx'
import { exportQuery } from './queries.ts'
import { Revoke } from './revoke.tsx'
import { canRelink, isBeingMade, progressWords, shownState, stateWords } from './states.ts'
import { exportName } from './what.ts'

interface Props {
  id: string
  /** As the list has it, until its own answer is there. */
  known: ExportView | undefined
  onClose: () => void
  onPrevious: (() => void) | undefined
  onNext: (() => void) | undefined
}

export function ExportDrawer({ id, known, onClose, onPrevious, onNext }: Props) {
  const query = useQuery({ ...exportQuery(id), ...(known ? { placeholderData: known } : {}) })
  const may = useMay('write:exports')
  const [asking, setAsking] = useState<'revoke' | 'link' | null>(null)
  const row = query.data
  const state = row && shownState(row)
  return (
    <Drawer
      title={row ? exportName(row) : 'Export'}
      mark={state ? <Badge tone={stateWords[state].tone}>{stateWords[state].word}</Badge> : null}
      onClose={onClose}
      onPrevious={onPrevious}
      onNext={onNext}
      foot={row && may ? <Foot row={row} onAsk={setAsking} /> : null}
    >
      {query.isError && !row ? (
        <Failed error={query.error} what="This export" onRetry={() => void query.refetch()} />
      ) : (
        <Waiting waiting={row === undefined} skeleton={<SkeletonRows rows={10} />}>
          {() =>
            row ? (
              <div className="stack s4">
                <Standing row={row} />
                <ExportFacts row={row} />
                {row.format === 'focus' && state === 'ready' ? <Conforms id={row.id} /> : null}
                {row.downloads > 0 ? <Downloads id={row.id} downloads={row.downloads} /> : null}
              </div>
            ) : null
          }
        </Waiting>
      )}
      {row && asking === 'revoke' ? <Revoke row={row} onClose={() => setAsking(null)} /> : null}
      {row && asking === 'link' ? <NewLink row={row} onClose={() => setAsking(null)} /> : null}
    </Drawer>
  )
}

/** What can be done with it now. */
function Foot({ row, onAsk }: { row: ExportView; onAsk: (what: 'revoke' | 'link') => void }) {
  const making = isBeingMade(row)
  return (
    <>
      {canRelink(row) ? (
        <Button size="sm" icon="link" onClick={() => onAsk('link')}>
          New link
        </Button>
      ) : null}
      {making ? null : (
        <ButtonLink size="sm" to="/exports" search={{ wish: 'new', like: row.id }}>
          Make another like it
        </ButtonLink>
      )}
      {making || row.state === 'ready' ? (
        <Button size="sm" kind="danger" className="ml-auto" onClick={() => onAsk('revoke')}>
          {making ? 'Stop export' : 'Revoke export'}
        </Button>
      ) : null}
    </>
  )
}

function Standing({ row }: { row: ExportView }) {
  const state = shownState(row)
  if (isBeingMade(row)) {
    return (
      <div className="stack s2" role="status">
        <span className="small">
          {progressWords(row)}. You may leave: it goes on by itself, and this page shows it.
        </span>
        <Progress done={row.progress.done} total={row.progress.of ?? 0} label="Making the export" />
      </div>
    )
  }
  if (state === 'failed') {
    return (
      <Note tone="bad" title="It stopped." live>
        {row.words ?? 'Nothing was offered. Make it again; the cause is in our log.'}
      </Note>
    )
  }
  if (state === 'revoked' || state === 'expired') {
    return (
      <Note title={state === 'revoked' ? 'It was revoked.' : 'The link has ended.'}>
        {row.words ?? 'It opens nothing any more.'} What was exported and fetched stays in the{' '}
        <Link className="underline underline-offset-3" to="/ledger" search={{ kind: 'export' }} hash="records">
          ledger
        </Link>
        .
      </Note>
    )
  }
  return (
    <>
      {state === 'used_up' ? (
        <Note tone="info" title="Every download that the link allows was made.">
          A new link allows more.
        </Note>
      ) : row.words ? (
        <Note>{row.words}</Note>
      ) : null}
      {state === 'ready' ? <LinkPanel row={row} /> : null}
    </>
  )
}
