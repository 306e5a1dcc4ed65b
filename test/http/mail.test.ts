// Sending mail: the EMAIL binding when there is one, else the mailbox; every way to fail is a MailError without an address.
import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { invitationLetter } from '../../worker/mail/letters.ts'
import { MailError, sendMail } from '../../worker/mail/send.ts'

const mail = { to: 'robin@example.com', subject: 'Hello', text: 'Text' }

afterEach(() => vi.restoreAllMocks())

describe('sendMail', () => {
  it('posts to the mailbox of the local set-up', async () => {
    const requests: Request[] = []
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
      requests.push(new Request(input, init))
      return new Response(null, { status: 202 })
    })
    await sendMail({ ...env, MAILBOX_URL: 'http://mailbox.sim' }, mail)
    expect(requests[0]?.url).toBe('http://mailbox.sim/send')
    expect(await requests[0]?.json()).toEqual({ from: env.MAIL_FROM, ...mail })
  })

  it('uses the EMAIL binding where it exists', async () => {
    const send = vi.fn(async () => undefined)
    const fetched = vi.spyOn(globalThis, 'fetch')
    const production = { ...env, EMAIL: { send } }
    await sendMail(production, mail)
    expect(send).toHaveBeenCalledWith({ from: env.MAIL_FROM, ...mail })
    expect(fetched).not.toHaveBeenCalled()
  })

  it('hands what is attached to the binding as bytes, because it takes a text for base64, and to the mailbox as text', async () => {
    const attachments = [{ filename: 'a.txt', type: 'text/plain', content: '— half\n' }]
    const send = vi.fn(async (_: unknown) => undefined)
    await sendMail({ ...env, EMAIL: { send } } as Env, { ...mail, attachments }) // EMAIL is not in the generated type
    const content = new TextEncoder().encode('— half\n')
    const built = [{ filename: 'a.txt', type: 'text/plain', disposition: 'attachment', content }]
    expect(send).toHaveBeenCalledWith({ from: env.MAIL_FROM, ...mail, attachments: built })
    const posted: unknown[] = []
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
      posted.push(await new Request(input, init).json())
      return new Response(null, { status: 202 })
    })
    await sendMail({ ...env, MAILBOX_URL: 'http://mailbox.sim' }, { ...mail, attachments })
    expect(posted).toMatchObject([{ attachments }])
  })

  it('fails with a MailError that repeats nothing', async () => {
    const refuses = { send: () => Promise.reject(new Error('no such box: robin@example.com')) }
    vi.spyOn(globalThis, 'fetch')
      .mockRejectedValueOnce(new TypeError('robin@example.com'))
      .mockResolvedValueOnce(new Response('', { status: 500 }))
    const attempts = [
      sendMail({ ...env, EMAIL: refuses } as Env, mail), // EMAIL is not in the generated type
      sendMail({ ...env, MAILBOX_URL: '' }, mail),
      sendMail(env, mail),
      sendMail(env, mail),
    ]
    for (const outcome of await Promise.allSettled(attempts)) {
      const reason: unknown = outcome.status === 'rejected' ? outcome.reason : null
      expect(reason).toBeInstanceOf(MailError)
      expect(String(reason)).not.toContain('robin')
    }
  })
})

describe('an invitation letter', () => {
  it('keeps typed names to one line and out of links', () => {
    const typed = { tenant: 'A\r\nBcc: x@example.com', by: 'B\u202e https://evil.example', role: 'member' }
    const letter = invitationLetter('https://app.example', 'robin@example.com', { ...typed, token: 'T', days: 7 })
    expect(letter.subject).toBe('Join A Bcc: x@example.com on Tallystick')
    expect(letter.text.match(/:\/\//g)).toHaveLength(1)
    expect(letter.text).toContain('https://app.example/invitations/accept?token=T')
  })
})
