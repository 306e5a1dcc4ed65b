// The bars of the development sets; the rules are also judged on sets that are not here.

import { expect, test } from 'vitest'
import { mask } from '../../worker/content/mask.ts'
import { detect } from '../../worker/content/pii.ts'
import { type Score, score } from '../vectors/pii/score.mjs'
import { vectors } from './pii-labelled.ts'

const TYPES = ['EMAIL', 'PHONE', 'SSN', 'CARD', 'API_KEY', 'IP']

function part(scores: Record<string, Score>, name: string): Score {
  const found = scores[name]
  if (found === undefined) throw new Error(`no score of ${name}`)
  return found
}

test('our own set: recall 0.99, precision 0.99, leak under 0.005, no type under 0.97, no negative hit', () => {
  const scores = score(vectors('own.jsonl.gz'), detect)
  const all = part(scores, 'all')
  expect(all.n).toBe(624)
  expect(all.recall).toBeGreaterThanOrEqual(0.99)
  expect(all.precision).toBeGreaterThanOrEqual(0.99)
  expect(all.leak).toBeLessThanOrEqual(0.005)
  expect(all.negatives_hit).toBe('0/360')
  for (const type of TYPES) expect(part(scores, type).typed_recall, type).toBeGreaterThanOrEqual(0.97)
})

test('the second set, made by others: recall 0.98 of each type, precision 0.99', () => {
  const scores = score(vectors('presidio-research.jsonl'), detect)
  for (const type of ['EMAIL', 'SSN', 'CARD', 'IP'])
    expect(part(scores, type).typed_recall, type).toBeGreaterThanOrEqual(0.98)
  expect(part(scores, 'PHONE').recall).toBeGreaterThanOrEqual(0.95)
  expect(part(scores, 'all').precision).toBeGreaterThanOrEqual(0.99)
})

test('the false alarms of another scanner are none here', () => {
  for (const { id, text } of vectors('gitleaks-negatives.jsonl')) expect(detect(text), id).toEqual([])
})

test('no labelled value of our own set is left in its masked text, and a masked text holds nothing more to mask', () => {
  for (const record of vectors('own.jsonl.gz')) {
    const masked = mask(record.text).text
    for (const span of record.spans)
      if (!span.optional) expect(masked.includes(record.text.slice(span.start, span.end)), record.id).toBe(false)
    expect(detect(masked), record.id).toEqual([])
  }
})
