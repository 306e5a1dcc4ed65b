import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv, type SchemaObject } from 'ajv'
import { describe, expect, it } from 'vitest'
import { headerLine } from '../../worker/export/documents/mime.ts'
import { makeRsmf, slicesOf } from '../../worker/export/documents/rsmf.ts'
import { message, productionOf, SUPPLIER, WORLD } from './production.ts'

const vectors = join(dirname(fileURLToPath(import.meta.url)), '../vectors/rsmf')
const json = (name: string): SchemaObject => JSON.parse(readFileSync(join(vectors, name), 'utf8'))
/** Formats such as `idn-email` are not part of the structure. */
const valid = new Ajv({ strict: false, validateFormats: false }).compile(json('rsmf_schema_2_0_0.json'))

/** What Python's own mail and ZIP readers make of a file: an implementation that is not ours. */
const READER = `
import base64, email, email.policy, io, json, sys, zipfile
m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
parts = [p for p in m.iter_parts()]
zipped = [p for p in m.iter_attachments()]
z = zipfile.ZipFile(io.BytesIO(zipped[0].get_content()))
assert z.testzip() is None
print(json.dumps({
  "headers": {k: str(v) for k, v in m.items()},
  "defects": [str(d) for d in m.defects] + [str(d) for p in parts for d in p.defects],
  "attachments": [p.get_filename() for p in zipped],
  "names": z.namelist(),
  "body": m.get_body(("plain",)).get_content(),
  "manifest": json.loads(z.read("rsmf_manifest.json").decode("utf-8")),
}))
`

type Read = {
  headers: Record<string, string>
  defects: string[]
  attachments: string[]
  names: string[]
  body: string
  manifest: {
    events: { id: string; body: string; deleted: boolean; timestamp: string }[]
    participants: { email?: string }[]
  }
}

function read(bytes: Uint8Array): Read {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', READER], { input: bytes, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}

function filesOf(...chats: (typeof SUPPLIER)[]) {
  const made = makeRsmf(productionOf(chats))
  if (!made.ok) throw new Error(made.code)
  return made.files
}

describe('an RSMF file', () => {
  const [file] = filesOf(SUPPLIER)
  const parsed = read(file?.bytes ?? new Uint8Array())

  it('is a message with exactly one attachment, rsmf.zip, whose root has the manifest', () => {
    expect(parsed.defects).toEqual([])
    expect(parsed.attachments).toEqual(['rsmf.zip'])
    expect(parsed.names).toEqual(['rsmf_manifest.json'])
  })

  it('has a manifest that the publisher’s schema accepts', () => {
    for (const { bytes } of filesOf(SUPPLIER, WORLD))
      expect(valid(read(bytes).manifest), JSON.stringify(valid.errors)).toBe(true)
  })

  it('is judged by a schema that refuses the publisher’s own bad samples', () => {
    for (const name of ['bad-manifest-sample1.json', 'bad-manifest-sample4.json']) expect(valid(json(name))).toBe(false)
  })

  it('says in its headers what it holds', () => {
    expect(parsed.headers).toMatchObject({
      'X-RSMF-Version': '2.0.0',
      'X-RSMF-EventCount': '4',
      'X-RSMF-BeginDate': '2026-11-06T19:12:00.000Z',
      'X-RSMF-EndDate': '2026-11-06T20:45:00.000Z',
      'X-RSMF-Custodian': 'Sofia Marchetti <sofia@tarnwick.example>',
      'X-RSMF-Application': 'claude',
    })
  })

  it('keeps text, order, position and hash of every message', () => {
    const { events } = parsed.manifest
    expect(events.map(({ id }) => id)).toEqual(SUPPLIER.messages.map(({ id }) => id))
    expect(events.map(({ body }) => body)).toEqual(
      SUPPLIER.messages.map(({ text }) => text ?? expect.stringContaining('destroyed on')),
    )
    expect(JSON.stringify(events[0])).toContain(SUPPLIER.messages[0]?.leaf)
    expect(events.map(({ deleted }) => deleted)).toEqual([false, false, true, false])
  })

  it('has the searchable text as its body', () => {
    for (const { text } of SUPPLIER.messages)
      if (text !== null) expect(parsed.body.replace(/\r\n/g, '\n')).toContain(text)
  })

  it('is the same for the same input', () => {
    expect(Buffer.from(filesOf(SUPPLIER)[0]?.bytes ?? []).equals(Buffer.from(file?.bytes ?? []))).toBe(true)
  })
})

describe('the slices of a chat', () => {
  it('are cut at midnight UTC and tied together', () => {
    const late = [message(1, 'a', { at: '2026-11-06T23:59:59Z' }), message(2, 'b', { at: '2026-11-07T00:00:00Z' })]
    const files = filesOf({ ...SUPPLIER, messages: late })
    expect(files.map(({ events }) => events)).toEqual([1, 1])
    const ids = files.map(({ bytes }) => read(bytes).headers['X-RSMF-EventCollectionID'])
    expect(new Set(ids).size).toBe(1)
    expect(new Set(files.map(({ name }) => name)).size).toBe(2)
  })

  it('have no more than 10,000 events', () => {
    const many = Array.from({ length: 10_001 }, (_, i) => message(i, 'x', { at: '2026-11-06T12:00:00Z' }))
    expect(slicesOf(many).map(({ part, messages }) => [part, messages.length])).toEqual([
      [1, 10_000],
      [2, 1],
    ])
  })
})

describe('a header', () => {
  it('cannot be broken out of', () => {
    const chat = {
      ...SUPPLIER,
      title: 'Hi\r\nBcc: eve@example.com\r\n\r\nbody',
      person: { subject: 's', name: 'Ann\nX-Evil: 1' },
    }
    const [file] = filesOf(chat)
    const { headers } = read(file?.bytes ?? new Uint8Array())
    expect(headers).not.toHaveProperty('Bcc')
    expect(headers).not.toHaveProperty('X-Evil')
    expect(headers.Subject).toContain('Hi Bcc: eve@example.com body')
  })

  it('carries text of any script, in lines that are short enough', () => {
    const title = 'Приветствие 翻訳 👍🏽 '.repeat(12).trim()
    const [file] = filesOf({ ...SUPPLIER, title })
    expect(read(file?.bytes ?? new Uint8Array()).headers.Subject).toBe(`${title} (2026-11-06)`)
    for (const line of headerLine('Subject', title).split('\r\n')) expect(line.length).toBeLessThanOrEqual(78)
  })
})
