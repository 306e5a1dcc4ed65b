// After asking for a link: check your mail. Says nothing about whether the address is known.
import { useMutation } from '@tanstack/react-query'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { SignInFrame } from './frame.tsx'
import { askForLink } from './mail-form.tsx'

interface Props {
  email: string
  to: string | undefined
  onOther: () => void
}

export function Sent({ email, to, onOther }: Props) {
  const again = useMutation({ mutationFn: () => askForLink(email, to) })
  return (
    <SignInFrame title="Check your mail">
      <p role="status">
        A link is on its way to <b>{email}</b>. Open it within 10 minutes and press the button on the page.
      </p>
      <p className="sub">Nothing there after a minute? Look in the spam folder, then send another.</p>
      <FormError error={again.error} />
      {again.isSuccess ? (
        <p className="small sub" role="status">
          Another link was sent.
        </p>
      ) : null}
      <div className="row wrap">
        <Button icon="again" busy={again.isPending} onClick={() => again.mutate()}>
          Send another link
        </Button>
        <Button kind="ghost" onClick={onOther}>
          Use another address
        </Button>
      </div>
    </SignInFrame>
  )
}
