// What check 9 says over records, fields and texts, without the layers around it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDisclosed } from '../../../worker/ledger/bundle/disclosed.ts'
import { ExportedRecords } from '../../../worker/ledger/bundle/exported.ts'
import { Findings } from '../../../worker/ledger/bundle/findings.ts'
import { b64, utf8 } from '../../../worker/ledger/bytes.ts'
import { commit, contentCommit, contentDigest, fieldNames } from '../../../worker/ledger/commitment.ts'
import { canonicalize, type JsonObject, type JsonValue } from '../../../worker/ledger/jcs.ts'
import type { LedgerRecord } from '../../../worker/ledger/record.ts'

const jcs = (value: JsonValue) => utf8(canonicalize(value))
const salt = new Uint8Array(32).fill(3)

function verdict(files: [string, Uint8Array][], records: object[]) {
  const findings = new Findings()
  const exported = new ExportedRecords(records.length)
  const prev = '0'.repeat(64)
  for (const record of records) exported.add({ prev, ...record } as LedgerRecord, new Uint8Array(32)) // only the members under test
  const undisclosed = checkDisclosed(new Map(files), exported, findings)
  return { ...findings.check('disclosed'), undisclosed }
}

const sealedRecord = (seq: number, fields: JsonObject) => ({
  seq,
  kind: 'activity',
  sealed: { alg: 'hmac-sha256/32', commit: commit(fields, salt), fields: fieldNames(fields) },
})
const sealedFile = (...lines: JsonValue[]): [string, Uint8Array] => [
  'data/sealed.jsonl',
  utf8(lines.map((line) => `${canonicalize(line)}\n`).join('')),
]
const contentRecord = (seq: number, text: string, withDigest = true) => {
  const { sha256, bytes } = contentDigest(text)
  const digest = withDigest ? { sha256 } : {}
  return { seq, kind: 'message', content: { commit: contentCommit(text, salt), bytes, ...digest } }
}
const contentFile = (seq: number, text: string): [string, Uint8Array] => [
  `data/content/${seq}.json`,
  jcs({ seq, text, salt: b64(salt) }),
]
const anyText = fc.string({ unit: 'grapheme' })

describe('sealed fields', () => {
  it('of any names and values recompute', () => {
    const values = fc.oneof(anyText, fc.integer(), fc.boolean(), fc.constant(null), fc.array(anyText, { maxLength: 2 }))
    fc.assert(
      fc.property(fc.dictionary(anyText, values, { minKeys: 1, maxKeys: 4 }), (fields) => {
        const result = verdict([sealedFile({ seq: 4, fields, salt: b64(salt) })], [sealedRecord(4, fields)])
        expect(result.result).toBe('ok')
      }),
    )
  })

  it('with any one value changed do not', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, anyText, { minKeys: 1, maxKeys: 4 }), fc.nat(), (fields, at) => {
        const names = Object.keys(fields)
        const name = names[at % names.length] ?? ''
        const changed = { ...fields, [name]: `${fields[name]}.` }
        const result = verdict([sealedFile({ seq: 4, fields: changed, salt: b64(salt) })], [sealedRecord(4, fields)])
        expect(result.result).toBe('false')
      }),
    )
  })

  it('are told apart when two names would join to the same text', () => {
    // A separator inside a name must not make one field of two.
    const shown = { 'a\nb': 1 }
    const record = sealedRecord(4, { a: 1, b: 1 })
    expect(verdict([sealedFile({ seq: 4, fields: shown, salt: b64(salt) })], [record]).result).toBe('false')
  })

  it('that are not disclosed are counted, and false nothing', () => {
    const result = verdict([], [sealedRecord(4, { a: 1 }), sealedRecord(5, { a: 2 })])
    expect(result).toMatchObject({ result: 'ok', undisclosed: { sealed: 2 } })
  })

  it('must be lines with a newline each, ascending', () => {
    const fields = { a: 'x' }
    const line = (seq: number) => ({ seq, fields, salt: b64(salt) })
    const records = [sealedRecord(4, fields), sealedRecord(5, fields)]
    expect(verdict([sealedFile(line(4), line(5))], records).result).toBe('ok')
    expect(verdict([sealedFile(line(5), line(4))], records).result).toBe('false')
    expect(verdict([sealedFile(line(4), line(4))], records).result).toBe('false')
    expect(verdict([['data/sealed.jsonl', jcs(line(4))]], records).result).toBe('false')
    expect(verdict([['data/sealed.jsonl', utf8('\n')]], records).result).toBe('false')
    expect(verdict([['data/sealed.jsonl', utf8(`${canonicalize(line(4))} \n`)]], records).result).toBe('false')
  })
})

describe('content', () => {
  it('of any text recomputes, with and without the plain digest', () => {
    fc.assert(
      fc.property(anyText, fc.boolean(), (text, withDigest) => {
        expect(verdict([contentFile(7, text)], [contentRecord(7, text, withDigest)]).result).toBe('ok')
        expect(verdict([contentFile(7, `${text}.`)], [contentRecord(7, text, withDigest)]).result).toBe('false')
      }),
    )
  })

  it('in another normalization is another text', () => {
    expect(verdict([contentFile(7, 'e\u0301')], [contentRecord(7, '\u00e9')]).result).toBe('false')
  })

  it('that is missing is explained only by an erasure that refers to it', () => {
    const [shown, missing] = [contentRecord(7, 'a'), contentRecord(8, 'b')]
    const files = [contentFile(7, 'a')]
    expect(verdict(files, [shown, missing]).result).toBe('undecided')
    expect(verdict(files, [shown, missing, { seq: 9, kind: 'erasure', refs: [8] }]).result).toBe('ok')
    expect(verdict(files, [shown, missing, { seq: 9, kind: 'erasure', refs: [7] }]).result).toBe('undecided')
    expect(verdict(files, [shown, missing, { seq: 9, kind: 'hold', refs: [8] }]).result).toBe('undecided')
    expect(verdict(files, [shown, missing, { seq: 9, kind: 'erasure' }]).result).toBe('undecided')
  })

  it('that nobody shows is not checked at all', () => {
    expect(verdict([], [contentRecord(7, 'a')])).toMatchObject({ result: 'ok', undisclosed: { noContent: true } })
    expect(verdict([], [{ seq: 1, kind: 'usage' }])).toMatchObject({ result: 'ok', undisclosed: { noContent: false } })
  })

  it('that is masked counts as shown', () => {
    const masked: [string, Uint8Array] = ['data/content/7.json', jcs({ seq: 7, masked: '[x]', marks: [] })]
    const result = verdict([masked], [contentRecord(7, 'a'), contentRecord(8, 'b')])
    expect(result).toMatchObject({ result: 'undecided', undisclosed: { masked: 1 } })
    expect(verdict([masked], [contentRecord(7, 'a')]).result).toBe('ok')
  })
})
