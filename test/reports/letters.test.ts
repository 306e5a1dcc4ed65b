// What a digest says: money to the cent, changes with their sign, each figure with its screen, and no line of anybody's making.
import { describe, expect, it } from 'vitest'
import { type Digest, digestLetter } from '../../worker/mail/digest-letter.ts'
import { about, money, moneyChange, share, short } from '../../worker/mail/figures.ts'

describe('figures in a mail', () => {
  it.each([
    ['0', '$0.00'],
    ['4999999', '$0.00'],
    ['5000000', '$0.01'],
    ['-5000000', '-$0.01'],
    ['-4999999', '$0.00'],
    ['3412204999999', '$3,412.20'],
    ['1234567890000000000', '$1,234,567,890.00'],
  ])('%s nanodollars are %s', (nano, words) => expect(money(nano)).toBe(words))
  it.each([
    ['1121', '1000', ' (+12.1 %)'],
    ['1000', '1121', ' (-10.8 %)'],
    ['1000', '1000', ' (+0.0 %)'],
    ['1000', '0', ''],
  ])('%s after %s is%s', (now, before, words) => expect(share(now, before)).toBe(words))
  it.each([
    ['31235250000000', '$31,200'],
    ['499000000', '$0'],
    ['999600000000', '$1,000'],
    ['42000000000', '$42'],
    ['-1234000000000', '-$1,230'],
  ])('%s nanodollars are about %s', (nano, words) => expect(about(nano)).toBe(words))
  it('say a change with its sign', () => {
    expect(moneyChange('3000000000', '1000000000')).toBe('+$2.00 (+200.0 %)')
    expect(moneyChange('1000000000', '3000000000')).toBe('-$2.00 (-66.7 %)')
  })
  it.each([
    ['999', '999'],
    ['1000', '1.0 k'],
    ['16321000000', '16.3 B'],
    ['842400000', '842 M'],
  ])('%s tokens are %s', (value, words) => expect(short(value)).toBe(words))
})

const digest: Digest = {
  organization: 'Tarnwick\nInstruments https://evil.example',
  every: 'week',
  words: '9 to 15 November 2026',
  from: '2026-11-09',
  to: '2026-11-15',
  billed: { now: '3412204999999', before: '3042000000000', mostly: 'claude-opus-5-5' },
  unbilled: { nano: '12000000000', withoutPrice: 3 },
  tokens: { now: '16321000000', before: '15000000000', mostly: null },
  vendors: [
    { name: 'Anthropic', billed: '3000000000000' },
    { name: 'OpenAI', billed: '412204999999' },
  ],
  people: { active: 41, before: 39 },
  top: [{ name: 'Mei Lin', estimate: '210000000000', partly: true }],
  notes: [{ words: 'The audit log cannot be read', path: '/settings?part=integrations' }],
  month: {
    name: 'November',
    so_far: '8000000000000',
    mean: '15900000000000',
    lower: '15300000000000',
    upper: '16600000000000',
  },
  records: 98_400,
}

describe('the digest', () => {
  const { subject, text } = digestLetter('https://app.example', 'dana@example.com', digest)
  it('says how much, how much more and why, in its subject and in its first line', () => {
    expect(subject).toBe('Tarnwick Instruments https:evil.example: $3,412.20 on AI, 9 to 15 November 2026 (+12.2 %)')
    expect(text).toContain(
      'Billed: $3,412.20, +$370.20 (+12.2 %) against the seven days before, mostly claude-opus-5-5.',
    )
    expect(text).toContain('OpenAI: $412.20')
    expect(text).toContain('Not billed yet: about $12.00 by the price list, and 3 usage rows have no price.')
    expect(text).toContain('It will end at about $15,900, eight times in ten between $15,300 and $16,600.')
    expect(text).toContain('Mei Lin: ≥ $210.00 (estimate)')
  })
  it('leads from every figure to its screen', () => {
    for (const path of ['/costs?r=2026-11-09..2026-11-15', '/usage?r=2026-11-09..2026-11-15', '/insights', '/ledger'])
      expect(text).toContain(`https://app.example${path}`)
    expect(text).toContain('https://app.example/settings?part=reports')
  })
  it('holds no link that somebody typed into a name', () => {
    expect(text).not.toContain('https://evil')
    expect(subject).not.toContain('\n')
  })
})
