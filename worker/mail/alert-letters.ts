// The mails about alerts: the alert itself, and the word to admins that one could not be delivered.
import type { AlertText } from '../alerts/text.ts'
import { oneLine } from './letters.ts'
import type { Mail } from './mail.ts'

export function alertLetter(to: string, { headline, sentences, url, organization }: AlertText): Mail {
  return {
    to,
    subject: `${oneLine(headline)} (${oneLine(organization)})`,
    text: [
      `${oneLine(headline)}.`,
      '',
      ...sentences.map(oneLine),
      '',
      'Look at it, and say that you have seen it:',
      '',
      url,
      '',
      `Somebody of ${oneLine(organization)} chose your address. It is taken off under Budgets, Channels.`,
    ].join('\n'),
  }
}

/** `channel` and `why` in words. */
export function alertFailedLetter(
  appUrl: string,
  to: string,
  failed: { tenant: string; channel: string; name: string; why: string },
): Mail {
  return {
    to,
    subject: `An alert of ${oneLine(failed.tenant)} could not be delivered`,
    text: [
      `An alert could not be delivered to the ${failed.channel} “${oneLine(failed.name)}”, and we have given up on it.`,
      '',
      failed.why,
      '',
      'See the alert and correct the channel:',
      '',
      new URL('/budgets?tab=channels', appUrl).href,
    ].join('\n'),
  }
}
