// One alert to one channel, once: each kind in its own form, and what came of it as a code.
import { alertLetter } from '../mail/alert-letters.ts'
import type { SendMail } from '../mail/send.ts'
import { targetRules } from '../notify/target.ts'
import { type Posted, postJson, postWebhook } from '../notify/webhook.ts'
import { goodSecrets } from '../receipts/channels.ts'
import type { AlertTarget } from '../vault/alert-channels.ts'
import { pagerDutyAcknowledge, pagerDutyBody, slackBody, webhookBody } from './bodies.ts'
import type { AlertText } from './text.ts'
import { type FailureCode, failureOf } from './words.ts'

/** Null: it was taken. `retryAfter`: seconds that the other side asked for. */
export type Outcome = { readonly failed: FailureCode; readonly retryAfter?: number | undefined } | null

/** The service's own address stands in the settings of the installation, so no customer can lead it elsewhere. */
const pagerDuty = (env: Env, body: string, now: Date): Promise<Posted> =>
  postJson({ url: `${env.PAGERDUTY_URL}/v2/enqueue`, headers: {}, body, rules: null }, now)

function post(env: Env, target: Exclude<AlertTarget, { kind: 'mail' }>, said: AlertText, now: Date): Promise<Posted> {
  if (target.kind === 'pagerduty') return pagerDuty(env, pagerDutyBody(target.routingKey, said), now)
  const rules = targetRules(env)
  if (target.kind === 'slack') return postJson({ url: target.url, headers: {}, body: slackBody(said), rules }, now)
  const secrets = goodSecrets(target, now)
  return postWebhook({ url: target.url, secrets, id: said.id, body: webhookBody(said) }, rules, now)
}

export async function postAlert(
  env: Env,
  target: AlertTarget,
  said: AlertText,
  sendMail: SendMail,
  now: Date,
): Promise<Outcome> {
  if (target.kind === 'mail') {
    // A MailError says nothing that a person could use, and its cause may hold the address.
    return sendMail(env, alertLetter(target.address, said)).then(
      () => null,
      () => ({ failed: 'mail' as const }),
    )
  }
  return outcomeOf(await post(env, target, said, now))
}

/** Says in PagerDuty that somebody has seen the alert here. */
export async function postAcknowledge(env: Env, routingKey: string, alert: string, now: Date): Promise<Outcome> {
  return outcomeOf(await pagerDuty(env, pagerDutyAcknowledge(routingKey, alert), now))
}

function outcomeOf(posted: Posted): Outcome {
  if (posted.ok) return null
  const retryAfter = posted.code === 'status' ? posted.retryAfter : undefined
  return { failed: failureOf(posted), retryAfter }
}
