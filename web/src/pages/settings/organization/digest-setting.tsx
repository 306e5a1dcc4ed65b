// Whether content records carry the digest of their plain text: stronger proof against weaker erasure.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Switch } from '../../../ui/choice.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { Panel } from '../../../ui/page.tsx'
import { changeSettings, type Settings, settingsQuery } from './queries.ts'

export function DigestSetting({ settings, may }: { settings: Settings; may: boolean }) {
  const client = useQueryClient()
  const turn = useMutation({
    mutationFn: (on: boolean) => changeSettings({ plaintext_digest: on }),
    onSuccess: (now) => client.setQueryData(settingsQuery.queryKey, now),
  })
  const on = turn.isPending ? turn.variables : settings.plaintext_digest
  return (
    <Panel title="Content records">
      <div className="stack s3">
        <Switch
          checked={on}
          disabled={!may || turn.isPending}
          onChange={(next) => turn.mutate(next)}
          label="Records carry the digest of the plain text"
        />
        <p className="small sub">
          On: a stranger who holds the text can check that it is the one that was recorded, even without our keys. After
          an erasure, short texts (a yes, a name, a number) can be guessed from the digest.
        </p>
        <p className="small sub">
          Off: only the encrypted text is bound, so an erased text leaves nothing to guess from. New records follow the
          switch; old ones stay as they are. Turning it is itself a record.
        </p>
        <FormError error={turn.error} />
      </div>
    </Panel>
  )
}
