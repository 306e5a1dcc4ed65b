import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeDat } from '../../worker/export/documents/dat.ts'
import { DAT_FIELDS, type MadeLoadFile, makeLoadFile } from '../../worker/export/documents/load-file.ts'
import { makePdf } from '../../worker/export/documents/pdf.ts'
import { text as decode, hex } from '../../worker/ledger/bytes.ts'
import { sha256 } from '../../worker/ledger/hash.ts'
import { message, productionOf, SUPPLIER, WORLD } from './production.ts'
import { linesOfPage, openPdf } from './read-pdf.ts'
import { typesetting } from './typesetting.ts'

/** Concordance DAT as a review platform reads it: knows nothing of how ours is written. */
function parseDat(file: string): Record<string, string>[] {
  expect(file.startsWith('\ufeff')).toBe(true)
  const lines = file.slice(1).split('\r\n')
  expect(lines.pop()).toBe('')
  const cells = lines.map((line) =>
    line.split('\u0014').map((cell) => {
      expect(cell).toMatch(/^þ[^þ]*þ$/u)
      return cell.slice(1, -1).replaceAll('®', '\n')
    }),
  )
  const [head = [], ...rows] = cells
  return rows.map((row) => {
    expect(row).toHaveLength(head.length)
    return Object.fromEntries(head.map((name, i) => [name, row[i] ?? '']))
  })
}

const nasty = { ...WORLD, title: 'Line one\nþ and \u0014 and ® and ; end', id: 'chat_nasty' }
const production = productionOf([SUPPLIER, nasty], { first: 100 })
let made: MadeLoadFile
let rows: Record<string, string>[]
const file = (path: string): Uint8Array => made.files.get(path) ?? expect.fail(`${path} is not there`)

beforeAll(async () => {
  const result = await makeLoadFile(production, typesetting)
  if (!result.ok) throw new Error(result.code)
  made = result
  rows = parseDat(decode(file('DATA/VOL001.dat')))
})

describe('the DAT', () => {
  it('has one row a chat, with every field', () => {
    expect(rows.map(({ FILENAME }) => FILENAME)).toEqual([`${SUPPLIER.id}.txt`, 'chat_nasty.txt'])
    expect(Object.keys(rows[0] ?? {})).toEqual(DAT_FIELDS)
    expect(rows[0]).toMatchObject({
      BEGBATES: 'TARN0000100',
      ENDBATES: 'TARN0000100',
      CUSTODIAN: 'Sofia Marchetti <sofia@tarnwick.example>',
      TO: 'claude-sonnet-5-5',
      DATESENT: '20261106',
      TIMESENT: '19:12:00',
      PAGECOUNT: '1',
      CONFIDENTIALITY: production.legend,
      REDACTED: 'Y',
    })
  })

  it('numbers its documents without a gap', () => {
    const number = (bates = ''): number => Number(bates.slice(4))
    expect(number(rows[1]?.BEGBATES)).toBe(number(rows[0]?.ENDBATES) + 1)
    expect(number(rows[1]?.ENDBATES) - number(rows[1]?.BEGBATES) + 1).toBe(Number(rows[1]?.PAGECOUNT))
  })

  it('ties each document to the positions and leaf hashes of its messages', () => {
    expect(rows[0]?.LEDGERSEQ?.split(';')).toEqual(SUPPLIER.messages.map(({ seq }) => String(seq)))
    expect(rows[0]?.LEAFHASH?.split(';')).toEqual(SUPPLIER.messages.map(({ leaf }) => leaf))
  })

  it('keeps a line break of a value and gives way with the signs that it is made of', () => {
    expect(rows[1]?.SUBJECT).toBe('Line one\nÞ and   and (R) and ; end')
  })

  it('is read back whatever the values hold', () => {
    const value = fc.string({
      unit: fc.oneof(fc.constantFrom('þ', '®', '\u0014', '\r', '\n', ';', '\ufeff', '\u2028'), fc.string()),
    })
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1 }), (values) => {
        expect(parseDat(writeDat(['A', 'B'], values))).toHaveLength(values.length)
      }),
    )
  })
})

describe('the TEXT files', () => {
  it('are named by the first number and have the hash that the DAT says', () => {
    for (const { BEGBATES, TEXTPATH = '', SHA256 } of rows) {
      expect(TEXTPATH).toBe(`TEXT\\${BEGBATES}.txt`)
      expect(hex(sha256(file(TEXTPATH.replace('\\', '/'))))).toBe(SHA256)
    }
  })

  it('have every message, and words where one was destroyed', () => {
    const said = decode(file('TEXT/TARN0000100.txt')).replaceAll('\r\n', '\n')
    for (const { text } of SUPPLIER.messages) expect(said).toContain(text ?? 'This text was destroyed on 2026-11-08')
  })
})

describe('the OPT', () => {
  const lines = (): string[][] =>
    decode(file('DATA/VOL001.opt'))
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','))

  it('has a line a page, the first of each document marked with its count', () => {
    expect(lines().every((line) => line.length === 7)).toBe(true)
    expect(lines().map(([bates]) => bates)).toEqual(
      Array.from({ length: made.last - 99 }, (_, i) => `TARN${String(100 + i).padStart(7, '0')}`),
    )
    const firsts = lines().filter(([, , , first]) => first === 'Y')
    expect(firsts.map(([bates, , , , , , count]) => [bates, count])).toEqual(
      rows.map(({ BEGBATES, PAGECOUNT }) => [BEGBATES, PAGECOUNT]),
    )
  })

  it('leads to single-page PDFs that carry their own number', async () => {
    for (const [bates = '', , path = ''] of lines()) {
      const pages = (await openPdf(file(path.replaceAll('\\', '/')))).getPages()
      expect(pages).toHaveLength(1)
      expect(pages[0] && linesOfPage(pages[0]).at(-1)).toContain(bates)
    }
  })
})

describe('the PDF and the load file of one production', () => {
  it('agree page by page when the load file begins where the chats of the PDF do', async () => {
    const pdf = await makePdf(production, typesetting)
    if (!pdf.ok) throw new Error(pdf.code)
    const load = await makeLoadFile({ ...production, first: pdf.chats[0]?.first ?? 0 }, typesetting)
    expect(load.ok && load.chats).toEqual(pdf.chats)
  })
})

describe('what is refused', () => {
  it('is a range that would pass 9,999,999, also by a later page of a chat', async () => {
    const long = { ...SUPPLIER, messages: [message(1, 'line\n'.repeat(200))] }
    for (const chats of [[SUPPLIER, WORLD], [long]]) {
      const result = await makeLoadFile(productionOf(chats, { first: 9_999_999 }), typesetting)
      expect(result).toEqual({ ok: false, code: 'bates_exhausted' })
    }
  })
})
