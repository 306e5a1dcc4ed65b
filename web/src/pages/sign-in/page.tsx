// The Sign in page: a passkey or a mailed link, no passwords; then "check your mail".
import { useState } from 'react'
import { SignInFrame } from './frame.tsx'
import { MailForm } from './mail-form.tsx'
import { PasskeyButton } from './passkey-button.tsx'
import { signInRoute } from './route.ts'
import { Sent } from './sent.tsx'

export function SignInPage() {
  const { to, email } = signInRoute.useSearch()
  const [sent, setSent] = useState<string | null>(null)
  if (sent !== null) return <Sent email={sent} to={to} onOther={() => setSent(null)} />
  return (
    <SignInFrame title="Sign in" sub="There are no passwords here.">
      <PasskeyButton to={to} />
      <div className="or">or by mail</div>
      <MailForm to={to} email={email} onSent={setSent} />
      <p className="small dim">
        The link works once, for 10 minutes. Each sign-in becomes a record that you can look up. New here? The same link
        makes your account.
      </p>
    </SignInFrame>
  )
}
