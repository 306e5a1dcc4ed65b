// Approvals: reveals, exports and erasures that wait for a second person, and what was decided.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApprovalView } from '../../../../worker/http/schemas/content.ts'
import { approvalKinds, approvalStates, sorted } from '../../content/approval-words.ts'
import { approvalsQuery } from '../../content/queries.ts'
import { whoName } from '../../content/who.ts'
import { ago, moment } from '../../time.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Badge } from '../../ui/marks.tsx'
import { PageHead, Panel } from '../../ui/page.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { Decide } from './decide.tsx'
import { ContentTabs } from './tabs.tsx'
import { Unread } from './unread.tsx'

type Asking = { readonly approval: ApprovalView; readonly decision: 'approve' | 'refuse' }

export function ApprovalsView() {
  const query = useQuery(approvalsQuery)
  const [asking, setAsking] = useState<Asking | null>(null)
  const rows = query.data?.approvals
  const { waiting, decided } = sorted(rows ?? [])
  return (
    <>
      <PageHead title="Content">
        Where the organization asks for two people, nobody approves what they asked for themselves. Each answer is a
        record.
      </PageHead>
      <ContentTabs see="approvals" />
      {query.isError && !rows ? (
        <Unread error={query.error} what="The approvals" onRetry={() => void query.refetch()} />
      ) : (
        <Waiting waiting={rows === undefined} skeleton={<SkeletonRows rows={5} />}>
          {() =>
            rows?.length === 0 ? (
              <Empty icon="people" title="Nothing waits for a second person">
                With a second approver, each reveal, each export with content and each erasure stands here before it
                happens. It is switched on under Settings → Organization.
              </Empty>
            ) : (
              <div className="stack s8">
                <Panel title="Waiting" bare>
                  {waiting.length === 0 ? (
                    <p className="sub">Nothing waits.</p>
                  ) : (
                    <ul className="approvals">
                      {waiting.map((one) => (
                        <Row key={one.id} row={one} onAsk={(decision) => setAsking({ approval: one, decision })} />
                      ))}
                    </ul>
                  )}
                </Panel>
                {decided.length > 0 ? (
                  <Panel title="Decided">
                    <ul className="approvals">
                      {decided.map((one) => (
                        <Row key={one.id} row={one} />
                      ))}
                    </ul>
                  </Panel>
                ) : null}
              </div>
            )
          }
        </Waiting>
      )}
      {asking ? <Decide {...asking} onClose={() => setAsking(null)} /> : null}
    </>
  )
}

function Row({ row, onAsk }: { row: ApprovalView; onAsk?: (decision: 'approve' | 'refuse') => void }) {
  const { kind, words, reason, requested_by, requested_at, expires_at, state, mine, decided_by, decided_at } = row
  return (
    <li>
      <div className="grow stack s1">
        <span className="row wrap">
          <b>{approvalKinds[kind]}</b>
          <Badge tone={approvalStates[state].tone}>{approvalStates[state].word}</Badge>
        </span>
        <span className="wrap-anywhere">{words}</span>
        {reason ? <q className="sub wrap-anywhere">{reason}</q> : null}
        <span className="small dim">
          Asked by <bdi>{whoName(requested_by)}</bdi>, <span title={moment(requested_at)}>{ago(requested_at)}</span>
          {decided_at === null ? null : (
            <>
              ; decided by <bdi>{whoName(decided_by)}</bdi>, <span title={moment(decided_at)}>{ago(decided_at)}</span>
            </>
          )}
          {state === 'waiting' ? `; ends ${moment(expires_at)}` : ''}
        </span>
      </div>
      {onAsk === undefined ? null : mine ? (
        <span className="row">
          <Button size="sm" onClick={() => onAsk('refuse')}>
            Refuse
          </Button>
          <Button size="sm" kind="primary" onClick={() => onAsk('approve')}>
            Approve
          </Button>
        </span>
      ) : (
        <span className="small dim">Somebody else has to decide it.</span>
      )}
    </li>
  )
}
