// The mails about receipts: the receipt itself with its file, and the word to admins that one could not be delivered.
import { type Receipt, receiptFileName } from '../receipts/text.ts'
import { oneLine } from './letters.ts'
import type { Mail } from './mail.ts'

const count = (value: number): string => new Intl.NumberFormat('en-US').format(value)
const minute = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`

/** `vkey`: the tenant's verifier key. The note stands in the text as it is, and the same bytes are attached. */
export function receiptLetter(appUrl: string, to: string, receipt: Receipt, vkey: string): Mail {
  const { organization, size, note, at, test } = receipt
  const file = receiptFileName(receipt)
  const records = `${count(size)} ${size === 1 ? 'record' : 'records'}`
  const text = [
    ...(test ? ['This is a test that an admin asked for. The receipt in it is a real one.', ''] : []),
    `The ledger of ${oneLine(organization)} had ${records} at ${minute(at)}. This is the checkpoint signed over them:`,
    '',
    note.trimEnd(),
    '',
    `The attached file ${file} holds the same bytes. Keep one of them where Tallystick cannot reach. It is your half of the stick: every one of these records follows from the root in it, so none of them can be changed, taken out or put between from now on without this receipt showing it.`,
    '',
    ...rootWords(receipt),
    'To check it, open this page and give it the file, or paste this mail:',
    '',
    new URL('/ledger#receipt', appUrl).href,
    '',
    'To check it without us, use any C2SP signed-note program with this key. Get the key another way once, and compare:',
    '',
    vkey,
    '',
    'An admin of the organization chose your address. It is taken off under Settings, Receipts.',
  ]
  const subject = `${test ? 'Test: ' : ''}Receipt for the ledger of ${oneLine(organization)}: ${records}`
  return { to, subject, text: text.join('\n'), attachments: [{ filename: file, type: 'text/plain', content: note }] }
}

function rootWords({ rootLog }: Receipt): string[] {
  if (rootLog === null) return []
  const { checkpoint_size: size, index, block } = rootLog
  const where = `stands in the root log at index ${index}`
  const attested = block === undefined ? '' : `, which Bitcoin block ${count(block)} attests`
  return [`The checkpoint of ${count(size)} records ${where}${attested}.`, '']
}

/** `channel`, `day` and `why` in words. */
export function receiptFailedLetter(
  appUrl: string,
  to: string,
  failed: { tenant: string; channel: string; day: string; why: string },
): Mail {
  return {
    to,
    subject: `A receipt of ${oneLine(failed.tenant)} could not be delivered`,
    text: [
      `The receipt of ${failed.day} could not be delivered to ${failed.channel}, and we have given up on it. The next one is sent as usual.`,
      '',
      failed.why,
      '',
      'See all deliveries, correct the address and send a test:',
      '',
      new URL('/settings?part=receipts', appUrl).href,
      '',
      'The checkpoint itself is on the ledger page, and any later one covers its records too.',
    ].join('\n'),
  }
}
