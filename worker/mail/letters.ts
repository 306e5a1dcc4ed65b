// The words of our mails. Plain text; names that somebody typed are kept to one line.
import type { Mail } from './mail.ts'

/** A sign-in link. It opens a page whose button signs in, so that a scanner that follows links does not use it up. */
export function signInLetter(appUrl: string, to: string, token: string): Mail {
  return {
    to,
    subject: 'Sign in to Tallystick',
    text: [
      'Open this link and press the button on the page to sign in:',
      '',
      signInLink(appUrl, token),
      '',
      'It works once, within 10 minutes. If you did not ask for it, ignore this mail; nobody gets in without it.',
    ].join('\n'),
  }
}

export function signInLink(appUrl: string, token: string): string {
  return new URL(`/sign-in/confirm?token=${encodeURIComponent(token)}`, appUrl).href
}

export function invitationLetter(
  appUrl: string,
  to: string,
  invited: { tenant: string; role: string; by: string; token: string; days: number },
): Mail {
  const link = new URL(`/invitations/accept?token=${encodeURIComponent(invited.token)}`, appUrl).href
  return {
    to,
    subject: `Join ${oneLine(invited.tenant)} on Tallystick`,
    text: [
      `${oneLine(invited.by)} invites you to ${oneLine(invited.tenant)} as ${invited.role}.`,
      '',
      'Open this link to accept; you sign in with this mail address first:',
      '',
      link,
      '',
      `It works once, within ${invited.days} days. If you do not know what this is about, ignore this mail.`,
    ].join('\n'),
  }
}

/** `words`: what was found, one sentence each. */
export function selfCheckLetter(appUrl: string, to: string, found: { tenant: string; words: readonly string[] }): Mail {
  return {
    to,
    subject: `The self-check found the ledger of ${oneLine(found.tenant)} changed`,
    text: [
      `Tonight the ledger of ${oneLine(found.tenant)} was compared with all that was made of it, and this is not as it was written:`,
      '',
      ...found.words.map((words) => `- ${words}`),
      '',
      'See which records are concerned:',
      '',
      new URL('/ledger#health', appUrl).href,
    ].join('\n'),
  }
}

/** No line break, no control character and no link of the writer's own making: a name must not become a message. */
export function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll('://', ':')
    .trim()
    .slice(0, 100)
}
