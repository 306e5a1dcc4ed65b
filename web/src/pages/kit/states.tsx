// Notes, empty, error, waiting and progress of the kit page.
import { ApiError } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Checklist, Empty, ErrorPanel, Note, Progress } from '../../ui/feedback.tsx'
import { Panel } from '../../ui/page.tsx'
import { Skeleton, SkeletonRows } from '../../ui/skeleton.tsx'

const failure = new ApiError(
  503,
  'vendor_down',
  'OpenAI answered 503 three times. Nothing is lost; we ask again.',
  'req_7f2c81b1',
)

export function KitStates() {
  return (
    <div className="grid2 section">
      <Panel title="What the page says">
        <div className="stack s3">
          <Note
            tone="ok"
            title="Verified in this browser."
            end={
              <Button size="sm" icon="again">
                Again
              </Button>
            }
          >
            Leaf recomputed, 17 hashes up to the root, checkpoint signature good.
          </Note>
          <Note tone="warn" title="The key ends in 6 days.">
            Replace it before, and no day is missed.
          </Note>
          <Note tone="bad" title="Record 41,207 does not match its checkpoint.">
            The ledger is stopped and two people were told.
          </Note>
          <Note tone="info" title="The past is being read.">
            1,310 of 2,190 days.
          </Note>
          <ErrorPanel what="Cost per day" error={failure} onRetry={() => {}} />
        </div>
      </Panel>
      <Panel title="Nothing, not yet, under way">
        <div className="stack s4">
          <Empty title="No audit events yet" action={<Button size="sm">How to switch it on</Button>}>
            OpenAI’s audit log is off by default. An owner switches it on under Settings, Data controls; events from
            then on appear here.
          </Empty>
          <div className="stack s1">
            <span className="small sub">1,310 of 2,190 days</span>
            <Progress done={1_310} total={2_190} label="Days read" />
          </div>
          <Checklist
            items={[
              { state: 'ok', title: 'Organization', words: 'Tarnwick Instruments' },
              { state: 'part', title: 'Audit log', words: 'Missing scope api.audit_logs.read' },
              { state: 'bad', title: 'Compliance API', words: 'Anthropic answered 404' },
              { state: 'trying', title: 'Projects and users', words: 'reading page 2' },
              { state: 'wait', title: 'Service accounts' },
            ]}
          />
          <Skeleton width={140} height={24} />
          <SkeletonRows rows={2} />
        </div>
      </Panel>
    </div>
  )
}
