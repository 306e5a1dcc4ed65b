// Whether unusual days raise alerts, and which channels those go to. Both act at once.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Watch } from '../../../../worker/http/schemas/alerts.ts'
import { Failed } from '../../figures/failed.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Switch } from '../../ui/choice.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Panel } from '../../ui/page.tsx'
import { toast } from '../../ui/toast.tsx'
import { ChannelChoice } from './channel-choice.tsx'
import { setWatch, watchQuery } from './queries.ts'

export function WatchPanel({ may }: { may: boolean }) {
  const client = useQueryClient()
  const query = useQuery(watchQuery)
  const save = useMutation({
    mutationFn: setWatch,
    onSuccess: (now) => {
      client.setQueryData(watchQuery.queryKey, now)
      void toast('Saved')
    },
  })
  const stands = query.data
  const shown = save.isPending ? save.variables : stands
  const change = (next: Partial<Watch>) => shown && save.mutate({ ...shown, ...next })
  return (
    <Panel title="Unusual days" section>
      {query.isError && !stands ? (
        <Failed error={query.error} what="This setting" onRetry={() => void query.refetch()} />
      ) : (
        <div className="stack s4 read">
          <p className="small sub">
            A day on which far more or less was spent than on days like it can raise an alert too, once, up to a week
            after it.
          </p>
          <Switch
            checked={shown?.anomalies ?? false}
            disabled={!may || shown === undefined || save.isPending}
            onChange={(anomalies) => change({ anomalies })}
            label="Unusual days raise alerts"
          />
          {may && shown?.anomalies ? (
            <ChannelChoice chosen={shown.channels} onChange={(channels) => change({ channels })} />
          ) : null}
          <FormError error={save.error} />
          <div className="row">
            <ButtonLink size="sm" to="/insights">
              What was unusual
            </ButtonLink>
          </div>
        </div>
      )}
    </Panel>
  )
}
