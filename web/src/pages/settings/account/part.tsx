// Settings → Your account: name, passkeys, organizations, and the way out.
import { useMutation, useQuery } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { meQuery } from '../../../shell/queries.ts'
import { Button } from '../../../ui/button.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { Panel } from '../../../ui/page.tsx'
import { NameForm } from './name-form.tsx'
import { Organizations } from './organizations.tsx'
import { Passkeys } from './passkeys.tsx'

export function AccountPart() {
  const me = useQuery(meQuery).data
  if (!me) return null
  return (
    <div className="stack s8 read">
      <NameForm key={me.user.id} user={me.user} />
      <Passkeys />
      <Organizations me={me} />
      <SignOut />
    </div>
  )
}

function SignOut() {
  const leave = useMutation({
    mutationFn: () => api.post('/api/auth/sign-out', {}),
    onSuccess: () => location.assign('/sign-in'),
  })
  return (
    <Panel title="This session" sub="It ends 12 hours after you last used it, and after 7 days in any case.">
      <FormError error={leave.error} />
      <Button busy={leave.isPending} onClick={() => leave.mutate()}>
        Sign out of this browser
      </Button>
    </Panel>
  )
}
