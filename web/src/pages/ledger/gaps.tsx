// What came and what is missing: each stream's days, computed when somebody asks, and written into the ledger when somebody wants that.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { GapList, GapsWritten } from '../../../../worker/http/schemas/gaps.ts'
import { api } from '../../api/client.ts'
import { Failed } from '../../figures/failed.tsx'
import { plural } from '../../format.ts'
import { useMay } from '../../shell/may.ts'
import { Button } from '../../ui/button.tsx'
import { Checklist } from '../../ui/feedback.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Panel } from '../../ui/page.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { toast } from '../../ui/toast.tsx'
import { gapLine } from './gap-words.ts'

const why = 'Which days of each stream were read to their end, which are missing and why.'

/** It looks through the whole ledger, so it waits to be asked. */
export function Gaps() {
  const [asked, setAsked] = useState(false)
  const query = useQuery({
    queryKey: ['ledger', 'gaps'],
    queryFn: ({ signal }) => api.get<GapList>('/api/ledger/gaps', { signal }),
    enabled: asked,
    staleTime: 60_000,
  })
  const statements = query.data?.statements
  return (
    <Panel
      title="What is complete"
      section
      sub={why}
      end={asked ? <WriteStatements /> : <Button onClick={() => setAsked(true)}>Look through the ledger</Button>}
    >
      {query.isError && !query.data ? (
        <Failed error={query.error} what="What is complete" onRetry={() => void query.refetch()} />
      ) : null}
      {asked && !query.isError ? (
        <Waiting waiting={statements === undefined} skeleton={<SkeletonRows rows={6} />}>
          {() => <Lines statements={statements ?? []} />}
        </Waiting>
      ) : null}
    </Panel>
  )
}

function Lines({ statements }: { statements: GapList['statements'] }) {
  if (statements.length === 0) return <p className="small dim">No vendor is connected, so there is nothing to read.</p>
  return <Checklist items={statements.map(gapLine)} />
}

/** One `gap` record a stream, as the lines stand now: exports take them along. */
function WriteStatements() {
  const client = useQueryClient()
  const may = useMay('write:exports')
  const write = useMutation({
    mutationFn: () => api.post<GapsWritten>('/api/ledger/gaps', {}),
    onSuccess: ({ statements }) => {
      void client.invalidateQueries({ queryKey: ['ledger', 'records'] })
      void toast(`${plural(statements.length, 'gap statement')} written into the ledger`)
    },
  })
  if (!may) return null
  return (
    <>
      <Button busy={write.isPending} onClick={() => write.mutate()}>
        Write gap statements
      </Button>
      <FormError error={write.error} />
    </>
  )
}
