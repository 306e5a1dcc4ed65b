// Text from outside on the screen: what is read as structure, what stays as it was typed, and what is masked.
import { describe, expect, it } from 'vitest'
import { type Block, blocksOf } from '../../web/src/content/blocks.ts'
import { markWords, passagesIn } from '../../web/src/content/mark-words.ts'
import { isMasked, linesOf, maskedIn, plainOf } from '../../web/src/content/pieces.ts'
import { MARK_KINDS, type TextPiece } from '../../worker/http/schemas/content.ts'

const masked = (number = 1): TextPiece => ({ text: `[EMAIL ${number}]`, mark: { kind: 'EMAIL', number } })
const revealed: TextPiece = { text: 'mei@example.com', mark: { kind: 'EMAIL', number: 1 } }
const of = (text: string): Block[] => blocksOf([{ text }])
const words = (block: Block | undefined): string[] =>
  block === undefined || block.kind === 'table' ? [] : block.lines.map((line) => line.map(({ text }) => text).join(''))
const cells = (block: Block | undefined): string[][] =>
  block?.kind === 'table'
    ? [block.head, ...block.rows].map((row) => row.map((cell) => cell.map(({ text }) => text).join('')))
    : []

describe('a masked passage', () => {
  it('has a mark and nothing but the words of the mark', () => {
    expect(isMasked(masked())).toBe(true)
    expect(isMasked({ text: '', mark: { kind: 'EMAIL', number: 1 } })).toBe(true)
  })
  it('is none once it was revealed, and none when somebody typed the words of a mark', () => {
    expect(isMasked(revealed)).toBe(false)
    expect(isMasked({ text: '[EMAIL 1]' })).toBe(false)
  })
  it('is counted, also where there is no text', () => {
    expect(maskedIn([masked(), revealed, { text: 'x' }, masked(2)])).toBe(2)
    expect(maskedIn(null)).toBe(0)
  })
  it('has words for every kind, and they are plain', () => {
    for (const kind of MARK_KINDS) expect(markWords[kind].short.length).toBeGreaterThan(1)
    expect(plainOf([{ text: 'To ' }, masked(2)], ({ kind, number }) => `${markWords[kind].short} ${number}`)).toBe(
      'To e-mail 2',
    )
    expect(passagesIn([{ count: 3 }, { count: 4 }])).toBe(7)
  })
})

describe('lines', () => {
  it('end at every kind of line break, and keep empty lines', () => {
    const found = linesOf([{ text: 'a\r\nb\rc\u2028d\n\ne' }])
    expect(found.map((line) => line.map(({ text }) => text).join(''))).toEqual(['a', 'b', 'c', 'd', '', 'e'])
  })
  it('run through a masked passage', () => {
    expect(linesOf([{ text: 'one ' }, masked(), { text: ' two\nthree' }])).toHaveLength(2)
  })
})

describe('paragraphs', () => {
  it('are parted by empty lines and keep their own breaks and spaces', () => {
    const found = of('first\n  indented\n\n\nsecond')
    expect(found.map(words)).toEqual([['first', '  indented'], ['second']])
  })
  it('keep every mark of markdown and of HTML as letters', () => {
    const hostile = '# head\n<script>x()</script> [link](https://evil.example) ![img](//evil.example/x.png) **b** `c`'
    expect(of(hostile)).toEqual([{ kind: 'text', lines: hostile.split('\n').map((text) => [{ text }]) }])
  })
})

describe('code', () => {
  it('stands between fences, whatever is in it', () => {
    const found = of('before\n```csv\na|b\n-|-\n\n# c\n```\nafter')
    expect(found.map(({ kind }) => kind)).toEqual(['text', 'code', 'text'])
    expect(words(found[1])).toEqual(['a|b', '-|-', '', '# c'])
  })
  it('reaches to the end where no fence closes it', () => {
    expect(words(of('~~~\na\nb')[0])).toEqual(['a', 'b'])
  })
  it('is closed only by as long a fence of the same kind', () => {
    expect(words(of('````\n```\n~~~~\n````\nafter')[0])).toEqual(['```', '~~~~'])
  })
  it('keeps what is masked in it', () => {
    const found = blocksOf([{ text: '```\nkey=' }, masked(), { text: '\n```' }])
    expect(found).toEqual([{ kind: 'code', lines: [[{ text: 'key=' }, masked()]] }])
  })
  it('does not begin inside a line', () => {
    expect(of('say ``` here')[0]?.kind).toBe('text')
  })
})

describe('tables', () => {
  it('need a head, a rule and as many columns in both', () => {
    expect(cells(of('| a | b |\n| --- | :-: |\n| 1 | 2 |\n| 3 |')[0])).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', ''],
    ])
    expect(of('| a | b |\n| --- |\n| 1 |')[0]?.kind).toBe('text')
    expect(of('a\n---\nb')[0]?.kind).toBe('text')
  })
  it('end where a line has no bar, and leave what follows', () => {
    const found = of('text\na | b\n- | -\n1 | 2\nafter')
    expect(found.map(({ kind }) => kind)).toEqual(['text', 'table', 'text'])
  })
  it('lose no word of a row that is too long', () => {
    expect(cells(of('a|b\n-|-\n1|2|3|4')[0])[1]?.join('')).toBe('1234')
  })
  it('keep a bar behind a backslash as a letter, and what is masked in its cell', () => {
    expect(cells(of('a|b\n-|-\nx\\|y|z')[0])[1]).toEqual(['x|y', 'z'])
    const found = blocksOf([{ text: 'a|b\n-|-\n' }, masked(), { text: ' | two' }])
    expect(found[0]).toMatchObject({ kind: 'table', rows: [[[masked()], [{ text: 'two' }]]] })
  })
  it('of more columns than fit stay as they were typed', () => {
    const line = (cell: string) => Array.from({ length: 13 }, () => cell).join('|')
    expect(of(`${line('a')}\n${line('-')}\n${line('1')}`)[0]?.kind).toBe('text')
  })
})

describe('a hostile text', () => {
  it('of one long line that is almost a rule is read as text at once', () => {
    const almost = `|${'- '.repeat(50_000)}x`
    expect(of(`a|b\n${almost}`).map(({ kind }) => kind)).toEqual(['text'])
  })
  it('of many fences and bars loses no line', () => {
    const lines = Array.from({ length: 2_000 }, (_, at) => ['a|b', '-|-', '```', 'x'][at % 4] ?? '')
    const found = of(lines.join('\n'))
    expect(found.length).toBeGreaterThan(1)
    expect(found.filter(({ kind }) => kind === 'code').flatMap(words)).toContain('a|b')
  })
})
