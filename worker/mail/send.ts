// Sends one mail: by the EMAIL binding in production, into the mailbox at MAILBOX_URL in the local set-up.
import { utf8 } from '../ledger/bytes.ts'
import type { Mail } from './mail.ts'

export type { Mail } from './mail.ts'

/** Resolves when the mail was accepted for delivery, throws MailError otherwise. */
export type SendMail = (env: Env, mail: Mail) => Promise<void>

export class MailError extends Error {
  override name = 'MailError'
}

const TIMEOUT = 10_000

export const sendMail: SendMail = async (env, mail) => {
  const message = { from: env.MAIL_FROM, ...mail }
  const binding = emailBinding(env)
  if (binding !== null) {
    await binding.send(asBuilt(message)).catch(() => fail('the EMAIL binding refused the mail'))
    return
  }
  if (env.MAILBOX_URL === '') fail('there is neither an EMAIL binding nor a MAILBOX_URL')
  const answer = await fetch(`${env.MAILBOX_URL}/send`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(message),
    signal: AbortSignal.timeout(TIMEOUT),
  }).catch(() => fail('the mailbox does not answer'))
  await answer.body?.cancel()
  if (!answer.ok) fail(`the mailbox answered ${answer.status}`)
}

/** The binding takes a text for base64, so what is attached goes as bytes. */
function asBuilt({ attachments, ...rest }: Mail & { from: string }): EmailMessageBuilder {
  if (attachments === undefined) return rest
  const built = attachments.map(({ content, ...file }) => ({
    ...file,
    disposition: 'attachment' as const,
    content: utf8(content),
  }))
  return { ...rest, attachments: built }
}

/** The binding is configured by the deployment only, so the generated type of Env does not know it. */
function emailBinding(env: Env): SendEmail | null {
  const binding: unknown = 'EMAIL' in env ? env.EMAIL : null
  if (typeof binding !== 'object' || binding === null || !('send' in binding)) return null
  // A Cloudflare binding named EMAIL with `send` is send_email's; its types come with the configuration.
  return binding as SendEmail
}

/** Never repeats what the other side said: it can hold the address. */
function fail(reason: string): never {
  throw new MailError(reason)
}
