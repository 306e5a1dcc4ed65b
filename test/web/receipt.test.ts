// A receipt given back: found in file, JSON and mail however they were copied, and checked against a ledger that is honest or not.
import { describe, expect, it } from 'vitest'
import { ApiError } from '../../web/src/api/client.ts'
import { type ReceiptSource, receiptVerdict, verifyReceipt } from '../../web/src/pages/ledger/receipt-check.ts'
import { findReceipt, longestReceipt } from '../../web/src/pages/ledger/receipt-text.ts'
import {
  addressesIn,
  dayWords,
  refusedAddress,
  stateWords,
  toWords,
} from '../../web/src/pages/settings/receipts/words.ts'
import type { Store } from '../../web/src/verify/memory.ts'
import type { Step } from '../../web/src/verify/step.ts'
import { formatVkey, parseNote } from '../../worker/ledger/note.ts'
import { parseTlogProof } from '../../worker/ledger/tlog-proof.ts'
import { receiptLetter } from '../../worker/mail/receipt-letters.ts'
import { type Receipt, webhookBody } from '../../worker/receipts/text.ts'
import { makeStore, makeTexts, serve, tenant } from './verify-ledger.ts'

const texts = makeTexts(40)

/** The checkpoint over the first `size` of these records. */
async function noteOf(size: number, of = texts, seed?: Uint8Array): Promise<string> {
  const served = await serve(of, { size, ...(seed && { seed }) })
  const note = parseTlogProof((await served.proof(size - 1)) ?? '')?.checkpoint
  if (note === undefined) throw new Error('no checkpoint')
  return note
}

const note = await noteOf(20)
const receipt: Receipt = {
  tenant: tenant as Receipt['tenant'], // 26 zeros are a tenant id
  organization: 'Tarnwick Instruments',
  size: 20,
  root: '00',
  note,
  at: '2026-11-21T06:00:00.000Z',
  test: false,
  rootLog: null,
}
const letter = receiptLetter(
  'https://app.example',
  'robin@example.com',
  receipt,
  formatVkey('key', new Uint8Array(32).fill(9)),
)

describe('finding a receipt', () => {
  const quoted = (mark: string) =>
    letter.text
      .split('\n')
      .map((line) => `${mark}${line}`)
      .join('\r\n')
  const lines = note.split('\n')
  const [origin = '', size, root, , signed = ''] = lines
  const cut = signed.lastIndexOf(' ')

  it.each<[string, string]>([
    ['the file', note],
    ['the file with Windows line ends', note.replaceAll('\n', '\r\n')],
    ['the file with a byte order mark', `\ufeff${note}`],
    ['the file without its last line end', note.trimEnd()],
    ['the webhook’s JSON', webhookBody(receipt)],
    ['the webhook’s JSON made pretty', JSON.stringify(JSON.parse(webhookBody(receipt)), null, 2)],
    ['the mail', letter.text],
    ['the mail as a reply quotes it', quoted('> ')],
    ['the mail as a reply to a reply quotes it', quoted('>> ')],
    ['the mail indented', quoted('    ')],
    ['the mail with an empty line behind every line', letter.text.replaceAll('\n', '\n\n')],
    ['the mail with no-break spaces', letter.text.replace(signed, signed.replaceAll(' ', '\u00a0'))],
    ['the signature wrapped', letter.text.replace(signed, `${signed.slice(0, cut)}\n${signed.slice(cut + 1)}`)],
    ['the dash made a hyphen', letter.text.replace(signed, signed.replace('—', '-'))],
    ['the origin made a link', letter.text.replace(origin, `${origin} <https://${origin}>`)],
  ])('succeeds in %s', (_, text) => {
    const found = findReceipt(text)
    expect(found?.checkpoint.size).toBe(20)
    expect(parseNote(found?.note ?? '')?.text).toBe(parseNote(note)?.text)
    expect(found?.note).toBe(note)
  })

  it.each<[string, string]>([
    ['nothing', ''],
    ['a text', 'Dear auditor, here is the receipt.'],
    ['another JSON', '{"type":"user.created","data":{"note":"x"}}'],
    ['JSON that is a number', '7'],
    ['JSON without a note', '{"type":"checkpoint.receipt","data":{}}'],
    ['a note without a signature', [origin, size, root].join('\n')],
    ['a note with a hash cut short', note.replace(root ?? '', (root ?? '').slice(4))],
    ['a note with a size that is none', note.replace('\n20\n', '\n020\n')],
    ['something much too long', `${note}${' '.repeat(longestReceipt)}`],
  ])('fails in %s', (_, text) => {
    expect(findReceipt(text)).toBeUndefined()
  })
})

type Lie = { texts?: readonly string[]; size?: number; seed?: Uint8Array; newest?: null; path?: string[] }

async function serverOf({ texts: of = texts, size = 40, seed, newest, path }: Lie = {}): Promise<ReceiptSource> {
  const served = await serve(of.slice(0, size), seed === undefined ? {} : { seed })
  return {
    head: served.head,
    consistency: async (from, to) => path ?? served.consistency(from, to),
    newest: async () => (newest === null ? null : noteOf(size, [...of], seed)),
  }
}

async function check(text: string, server: ReceiptSource, store: Store = makeStore()) {
  const found = findReceipt(text)
  if (found === undefined) throw new Error('no receipt')
  const steps: Step[] = []
  for await (const one of verifyReceipt(found, server, store)) steps.push(one)
  return { steps: Object.fromEntries(steps.map(({ id, result }) => [id, result])), verdict: receiptVerdict(steps) }
}

/** A browser that has pinned the honest key. */
async function pinned(): Promise<Store> {
  const store = makeStore()
  await check(note, await serverOf(), store)
  return store
}

const fine = { ledger: 'ok', key: 'ok', receipt: 'ok', newest: 'ok', forward: 'ok', between: 'ok' }

describe('a receipt', () => {
  it('fits a ledger that has grown, for every size up to the newest', async () => {
    const store = await pinned()
    for (const size of [1, 2, 7, 8, 31, 39]) {
      const { steps, verdict } = await check(await noteOf(size), await serverOf(), store)
      expect(steps, String(size)).toEqual(fine)
      expect(verdict.result).toBe('proven')
    }
  })

  it('fits a ledger that has not grown', async () => {
    const { steps } = await check(await noteOf(40), await serverOf(), await pinned())
    expect(steps).toEqual(fine)
  })

  it('leaves a first visit undecided about the key', async () => {
    const { steps, verdict } = await check(note, await serverOf())
    expect(steps).toEqual({ ...fine, key: 'undecided' })
    expect(verdict.result).toBe('undecided')
  })

  it('of more records than the server shows says that the ledger was rolled back', async () => {
    const { steps, verdict } = await check(note, await serverOf({ size: 19 }), await pinned())
    expect(steps).toEqual({ ...fine, forward: 'false', between: 'skipped' })
    expect(verdict).toMatchObject({ result: 'false', title: 'The ledger was rolled back.' })
    expect(verdict.words).toContain('covers 20 records, and the server now shows only 19')
    expect(verdict.words).toContain('Keep the receipt')
  })

  it('of other records than the server shows says that the ledger was rewritten', async () => {
    for (const size of [20, 40]) {
      const { steps, verdict } = await check(note, await serverOf({ texts: makeTexts(40, 5), size }), await pinned())
      expect(steps).toEqual({ ...fine, between: 'false' })
      expect(verdict).toMatchObject({ result: 'false', title: 'The ledger was rewritten.' })
      expect(verdict.words).toContain('Keep the receipt')
    }
  })

  it('is not taken for good by a proof that leads nowhere', async () => {
    for (const path of [[], ['zz'], ['00'.repeat(32)]]) {
      expect((await check(note, await serverOf({ path }), await pinned())).steps).toMatchObject({ between: 'false' })
    }
  })

  it('of another organization is told apart, and nothing else is asked', async () => {
    const other = note.replaceAll(tenant, `tn_${'1'.repeat(26)}`)
    const { steps, verdict } = await check(other, await serverOf(), await pinned())
    expect(steps).toEqual({ ledger: 'false' })
    expect(verdict.title).toBe('This receipt is of another ledger.')
  })

  it('that was changed, or signed by another key, does not count', async () => {
    const store = await pinned()
    const changed = note.replace('\n20\n', '\n21\n')
    const forged = await noteOf(20, texts, new Uint8Array(32).fill(6))
    for (const text of [changed, forged]) {
      const { steps, verdict } = await check(text, await serverOf(), store)
      expect(steps).toMatchObject({ receipt: 'false', forward: 'skipped', between: 'skipped' })
      expect(verdict.title).toBe('The signature on this receipt does not hold.')
    }
  })

  it('is not compared with a checkpoint that the pinned key did not sign, or with none', async () => {
    const store = await pinned()
    const other = await check(note, await serverOf({ seed: new Uint8Array(32).fill(6) }), store)
    expect(other.steps).toMatchObject({ key: 'false', receipt: 'ok', newest: 'false', between: 'skipped' })
    const none = await check(note, await serverOf({ newest: null }), store)
    expect(none.steps).toMatchObject({ receipt: 'ok', newest: 'false', between: 'skipped' })
    expect(none.verdict.result).toBe('false')
  })
})

describe('the mail', () => {
  it('names the organization on one line and attaches the exact bytes', () => {
    const typed = { ...receipt, organization: 'A\r\nBcc: x@example.com https://evil.example' }
    const mail = receiptLetter('https://app.example', 'robin@example.com', typed, 'key')
    expect(mail.subject).toBe('Receipt for the ledger of A Bcc: x@example.com https:evil.example: 20 records')
    expect(mail.text.match(/:\/\//g)).toHaveLength(1)
    expect(mail.attachments).toEqual([{ filename: `${tenant}-20.checkpoint.txt`, type: 'text/plain', content: note }])
  })

  it('says where the one before stands in the root log', () => {
    const rootLog = { checkpoint_size: 12, index: 3, root_size: 4, state: 'buried', block: 921_337 } as const
    const mail = receiptLetter('https://app.example', 'robin@example.com', { ...receipt, rootLog }, 'key')
    expect(mail.text).toContain(
      'The checkpoint of 12 records stands in the root log at index 3, which Bitcoin block 921,337 attests.',
    )
    expect(JSON.parse(webhookBody({ ...receipt, rootLog })).data.root_log).toEqual(rootLog)
  })
})

describe('the words of the settings', () => {
  it('take addresses as people type them', () => {
    expect(addressesIn(' A@example.com,\nb@example.com; a@example.com ')).toEqual(['a@example.com', 'b@example.com'])
    expect(addressesIn('')).toEqual([])
  })

  it('name the address that was refused', () => {
    const refused = (path: string) =>
      new ApiError(400, 'invalid_request', 'The request is not valid.', null, [
        { path, problem: 'must be a mail address' },
      ])
    expect(refusedAddress(refused('body.mails[1]'), ['a@example.com', 'robin'])).toBe('“robin” must be a mail address.')
    expect(refusedAddress(refused('body.mails'), ['a@example.com'])).toBe('The list must be a mail address.')
    expect(refusedAddress(null, [])).toBeUndefined()
  })

  it('say what a delivery was and where it went', () => {
    expect(dayWords(null)).toBe('Test')
    expect(dayWords('2026-11-21')).toBe('21 Nov 2026')
    expect(toWords({ to: null, channel: 'mail' })).toBe('an address that was taken off')
    expect(toWords({ to: 'a@example.com', channel: 'mail' })).toBe('a@example.com')
    expect(stateWords.failed.tone).toBe('bad')
  })
})
