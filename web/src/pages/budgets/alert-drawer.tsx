// The open alert beside the list: its figures, every delivery with its outcome, and what somebody says of it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { AlertView } from '../../../../worker/http/schemas/alerts.ts'
import { Failed } from '../../figures/failed.tsx'
import { count, plural, unknown } from '../../format.ts'
import { useMay } from '../../shell/may.ts'
import { ago, day, moment } from '../../time.ts'
import { Amount } from '../../ui/amount.tsx'
import { Button } from '../../ui/button.tsx'
import { Drawer } from '../../ui/drawer.tsx'
import { Field, Select } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Badge } from '../../ui/marks.tsx'
import { Facts, Panel } from '../../ui/page.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { toast } from '../../ui/toast.tsx'
import { acknowledge, alertQuery, explain } from './queries.ts'
import { deliveryWords, explanationWords, kindWords, severityTones } from './words.ts'

interface Props {
  id: string
  /** As the list has it, until its own answer is there. */
  known: AlertView | undefined
  onClose: () => void
  onPrevious: (() => void) | undefined
  onNext: (() => void) | undefined
}

export function AlertDrawer({ id, known, onClose, onPrevious, onNext }: Props) {
  const query = useQuery({ ...alertQuery(id), ...(known ? { placeholderData: known } : {}) })
  const row = query.data
  return (
    <Drawer
      title="Alert"
      mark={row ? <Badge tone={severityTones[row.severity]}>{row.severity}</Badge> : null}
      onClose={onClose}
      onPrevious={onPrevious}
      onNext={onNext}
    >
      {query.isError && !row ? (
        <Failed error={query.error} what="This alert" onRetry={() => void query.refetch()} />
      ) : (
        <Waiting waiting={row === undefined} skeleton={<SkeletonRows rows={8} />}>
          {() =>
            row ? (
              <div className="stack s6">
                <Said row={row} />
                <Deliveries row={row} />
                {row.kind === 'test' ? null : <Verdict row={row} />}
              </div>
            ) : null
          }
        </Waiting>
      )}
    </Drawer>
  )
}

function Said({ row }: { row: AlertView }) {
  const opens = useMay('read:activity')
  const of = row.source === 'anomaly' ? 'Expected' : 'Budget'
  return (
    <div className="stack s3">
      <b>{row.headline}</b>
      {row.details.map((sentence) => (
        <p key={sentence} className="small sub">
          {sentence}
        </p>
      ))}
      <Facts
        items={[
          ['Raised', moment(row.at)],
          [row.source === 'anomaly' ? 'Day' : 'Period from', day(row.period)],
          ...(row.amount === null
            ? []
            : [[of, <Amount key="amount" nano={row.amount} />] as [string, React.ReactNode]]),
          ...(row.spent === null
            ? []
            : [['Spent then', <Amount key="spent" nano={row.spent} />] as [string, React.ReactNode]]),
          [
            'Record',
            row.seq === null ? (
              unknown
            ) : !opens ? (
              count(row.seq)
            ) : (
              <Link key="record" className="underline underline-offset-3" to="/activity" search={{ record: row.seq }}>
                {count(row.seq)}
              </Link>
            ),
          ],
        ]}
      />
    </div>
  )
}

function Deliveries({ row }: { row: AlertView }) {
  return (
    <Panel title="Deliveries">
      {row.deliveries.length === 0 ? (
        <p className="small sub">It was sent nowhere: no channel was chosen.</p>
      ) : (
        <ul className="stack s3">
          {row.deliveries.map((one) => (
            <li key={one.channel} className="stack s1">
              <span className="row">
                <Badge tone={deliveryWords[one.state].tone}>{deliveryWords[one.state].word}</Badge>
                <span>{one.name ?? 'a channel that was removed'}</span>
                <span className="dim small">{kindWords[one.kind]}</span>
                <span className="end dim small">{plural(one.attempts, 'try', 'tries')}</span>
              </span>
              {one.why === null ? null : <span className="small sub">{one.why}</span>}
              {one.next_at !== null && one.state === 'retrying' ? (
                <span className="small dim">next try {ago(one.next_at)}</span>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

const explanations = ['expected', 'incident', 'mistake', 'credit', 'other'] as const

/** Who has seen it, and what it turned out to be. */
function Verdict({ row }: { row: AlertView }) {
  const client = useQueryClient()
  const may = useMay('write:budgets')
  const taken = (words: string) => (now: AlertView) => {
    client.setQueryData(alertQuery(row.id).queryKey, now)
    void toast(words)
    return client.invalidateQueries({ queryKey: ['alerts'] })
  }
  const see = useMutation({ mutationFn: () => acknowledge(row.id), onSuccess: taken('Acknowledged') })
  const say = useMutation({ mutationFn: (code: string) => explain(row.id, code), onSuccess: taken('Noted') })
  const by = row.acknowledged?.by
  return (
    <Panel title="Seen">
      <div className="stack s4">
        <p className="small">
          {row.acknowledged === null || by === undefined
            ? 'Nobody has said so yet.'
            : `${by.name ?? by.email ?? 'Somebody'}, ${moment(row.acknowledged.at)}.`}
          {row.explained === null ? '' : ` It was: ${explanationWords[row.explained].toLowerCase()}.`}
        </p>
        {may ? (
          <>
            {row.acknowledged === null ? (
              <div className="row">
                <Button kind="primary" icon="check" busy={see.isPending} onClick={() => see.mutate()}>
                  Acknowledge
                </Button>
              </div>
            ) : null}
            <Field label="What it turned out to be" hint="A record. Who says it has seen the alert.">
              {(control) => (
                <Select
                  {...control}
                  value={row.explained ?? ''}
                  disabled={say.isPending}
                  options={[
                    { value: '', label: 'Not said', disabled: true },
                    ...explanations.map((code) => ({ value: code, label: explanationWords[code] })),
                  ]}
                  onChange={(event) => say.mutate(event.target.value)}
                />
              )}
            </Field>
          </>
        ) : null}
        <FormError error={see.error ?? say.error} />
      </div>
    </Panel>
  )
}
