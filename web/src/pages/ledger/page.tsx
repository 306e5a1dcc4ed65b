// The Ledger page: where it stands, the tally, the checkpoints, who can check it, and every record.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LedgerHead } from '../../../../worker/http/schemas/ledger.ts'
import { Failed } from '../../figures/failed.tsx'
import { headQuery } from '../../shell/queries.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Empty, Note } from '../../ui/feedback.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Skeleton, SkeletonRows } from '../../ui/skeleton.tsx'
import { Checkpoints } from './checkpoints.tsx'
import { CompareCheckpoints } from './compare-checkpoints.tsx'
import { Gaps } from './gaps.tsx'
import { Health } from './health.tsx'
import './ledger.css'
import { CheckReceipt } from './receipt.tsx'
import { RecordsPanel } from './records-panel.tsx'
import { ledgerRoute } from './route.ts'
import type { LedgerSearch, SetSearch } from './search.ts'
import { LedgerStats } from './stats.tsx'
import { Tally } from './tally.tsx'
import { useMemory } from './use-memory.ts'
import { VerifyRange } from './verify-range.tsx'
import { WhoCanCheck } from './who-can-check.tsx'

export function LedgerPage() {
  const search: LedgerSearch = ledgerRoute.useSearch()
  const navigate = ledgerRoute.useNavigate()
  const set: SetSearch = (next) => void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false })
  const query = useQuery(headQuery)
  const head = query.data
  const remembered = useMemory(head)
  const [checking, setChecking] = useState<'range' | 'between' | null>(null)
  return (
    <>
      {head?.state === 'stopped' ? <Stopped head={head} /> : null}
      <PageHead
        title="Ledger"
        actions={
          head?.checkpoint ? (
            <Button kind="primary" icon="check" onClick={() => setChecking('range')}>
              Verify a range in this browser
            </Button>
          ) : null
        }
      >
        Every record and the checkpoints over them, so that a stranger can check them. Nothing here can be edited, by
        anyone, without it showing.
      </PageHead>
      {query.isError && !head ? (
        <Failed error={query.error} what="The ledger" onRetry={() => void query.refetch()} />
      ) : (
        <>
          <LedgerStats head={head} memory={remembered.memory} />
          {head === undefined ? <Rest /> : null}
          {head && head.size === 0 ? <NoRecords /> : null}
          {head && head.size > 0 ? (
            <>
              <Tally head={head} span={search.span ?? '24h'} set={set} />
              <Checkpoints onCompare={() => setChecking('between')} />
              <div className="grid21 section">
                <Health head={head} memory={remembered.memory} />
                <WhoCanCheck
                  head={head}
                  memory={remembered.memory}
                  changed={remembered.changed}
                  onTrust={remembered.trust}
                />
              </div>
              <CheckReceipt onDone={remembered.again} />
              <Gaps />
              <RecordsPanel head={head} search={search} set={set} />
              {checking === 'range' ? (
                <VerifyRange open onClose={() => setChecking(null)} head={head} onDone={remembered.again} />
              ) : null}
              {checking === 'between' ? (
                <CompareCheckpoints onClose={() => setChecking(null)} onDone={remembered.again} />
              ) : null}
            </>
          ) : null}
        </>
      )}
    </>
  )
}

/** A gap or a rollback: nothing else on the page matters as much. */
function Stopped({ head }: { head: LedgerHead }) {
  return (
    <div className="mb-6">
      <Note tone="bad" title="The ledger is stopped." live>
        {head.words ?? 'What is stored is not what was published. Nothing is appended until an operator has looked.'}{' '}
        What vendors report meanwhile is read afterwards; nothing is lost by waiting.
      </Note>
    </div>
  )
}

function NoRecords() {
  return (
    <div className="section">
      <Empty icon="ledger" title="Record 0 is not written yet" action={<Connect />}>
        The first act of this organization becomes record 0; its checkpoint is signed a few seconds later.
      </Empty>
    </div>
  )
}

function Connect() {
  return (
    <ButtonLink to="/settings" search={{ part: 'integrations' }}>
      Connect a vendor
    </ButtonLink>
  )
}

function Rest() {
  return (
    <>
      <div className="section">
        <Skeleton height={138} />
      </div>
      <div className="section">
        <SkeletonRows rows={9} />
      </div>
    </>
  )
}
