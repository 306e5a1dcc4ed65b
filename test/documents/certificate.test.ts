import { describe, expect, it } from 'vitest'
import { type ErasureFacts, makeCertificate } from '../../worker/export/documents/certificate.ts'
import { text as decode, utf8 } from '../../worker/ledger/bytes.ts'
import { digest } from './production.ts'
import { linesOfPage, openPdf } from './read-pdf.ts'
import { typesetting } from './typesetting.ts'

const checkpoint = (size: number) => ({
  origin: 'log.tallystick.example/tenant/ten_01jd5c2m8w7k',
  size,
  root: digest(`root ${size}`),
  vkey: 'log.tallystick.example/tenant+1f2e3d4c+AbCdEf',
})

const facts: ErasureFacts = {
  id: 'era_01jd5c2m8w',
  organization: 'Tarnwick Instruments',
  tenant: 'ten_01jd5c2m8w7k',
  lang: 'en',
  generatedAt: '2026-11-21T10:00:00Z',
  existed: {
    records: 3,
    ranges: [
      { first: 12, last: 13 },
      { first: 20, last: 20 },
    ],
    firstAt: '2026-10-01T08:00:00Z',
    lastAt: '2026-10-02T08:00:00Z',
    leavesDigest: digest('leaves'),
  },
  intent: { seq: 40, leaf: digest('intent'), at: '2026-11-21T09:00:00Z' },
  result: { seq: 42, leaf: digest('result'), at: '2026-11-21T09:05:00Z' },
  requestedBy: 'sub_2m8wq',
  approvedBy: ['sub_7f3k9'],
  reason: { code: 'data_subject_request', words: 'The person asked for it' },
  destroyed: { keys: 1, blobs: 7, envelopes: 3 },
  checks: [
    { what: 'Keys read again', found: 'none left', passed: true },
    { what: 'Content objects read again', found: 'one still there', passed: false },
  ],
  before: { ...checkpoint(40), anchor: { words: 'Attested by OpenTimestamps', block: 975_861 } },
  after: checkpoint(43),
  consistency: 'The first 40 records of the later tree make the root of the earlier one.',
  windows: ['Deleted objects stay in the platform’s own history for up to 30 days.'],
  attachments: [
    { name: 'evidence.zip', bytes: utf8('bundle'), mime: 'application/zip', description: 'Evidence bundle' },
  ],
}

async function read(given: ErasureFacts): Promise<string> {
  const made = await makeCertificate(given, typesetting)
  if (!made.ok) throw new Error(made.code)
  const document = await openPdf(made.bytes)
  expect(document.getAttachments().map(({ data }) => decode(data))).toEqual(
    given.attachments.map(({ bytes }) => decode(bytes)),
  )
  return document.getPages().flatMap(linesOfPage).join('\n')
}

describe('the certificate of erasure', () => {
  it('says what existed, what was destroyed, by whose word and why', async () => {
    const said = await read(facts)
    for (const words of [
      '12–13, 20',
      digest('leaves'),
      'The person asked for it (data_subject_request)',
      'sub_2m8wq',
      'sub_7f3k9',
    ]) {
      expect(said).toContain(words)
    }
    for (const words of [digest('intent'), digest('result'), 'seq 40, 2026-11-21 09:00:00 UTC', 'none left'])
      expect(said).toContain(words)
  })

  it('shows both checkpoints, and which of them is not anchored yet', async () => {
    const said = await read(facts)
    expect(said).toContain(digest('root 40'))
    expect(said).toContain(digest('root 43'))
    expect(said).toContain('Bitcoin block 975861')
    expect(said).toContain('Pending: no outside proof is complete yet.')
    expect(said).toContain(facts.consistency)
  })

  it('does not call a check passed that was not', async () => {
    const said = await read(facts)
    expect(said).toMatch(/NOT PASSED\s*Content objects read again: one still there/)
    expect(said).toMatch(/Checked\s*Keys read again: none left/)
    expect(said).toContain('Not every check passed')
    expect(said).not.toContain('can no longer be opened')
  })

  it('says that nothing can be opened only when every check passed, and there was one', async () => {
    const passed = facts.checks.map((check) => ({ ...check, passed: true }))
    expect(await read({ ...facts, checks: passed })).toContain('can no longer be opened')
    expect(await read({ ...facts, checks: [] })).not.toContain('can no longer be opened')
  })

  it('counts the ranges that it has no room for', async () => {
    const ranges = Array.from({ length: 100 }, (_, i) => ({ first: 3 * i, last: 3 * i + 1 }))
    expect((await read({ ...facts, existed: { ...facts.existed, ranges } })).replaceAll('\n', ' ')).toContain(
      '60 more ranges',
    )
  })

  it('is refused with a time that is none', async () => {
    expect(await makeCertificate({ ...facts, generatedAt: 'now' }, typesetting)).toEqual({
      ok: false,
      code: 'time_invalid',
    })
  })
})
