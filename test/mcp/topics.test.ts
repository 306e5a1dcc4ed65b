// Topics by rules: what each knows, what none knows, and that nothing a client writes makes the rules slow or wrong.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keptSummary, SUMMARY_LENGTH } from '../../worker/mcp/connector/turn.ts'
import { TOPICS, topicOf } from '../../worker/mcp/topics.ts'

describe('topics', () => {
  it.each([
    ['Fixed a bug in the parser.', 'coding'],
    ['Built a pivot table from an Excel export.', 'data'],
    ['Translated the handbook into French.', 'translation'],
    ['Checked the liability clauses of a contract.', 'legal'],
    ['Prepared the tax forecast for the next quarter.', 'finance'],
    ['Wrote interview questions for a candidate.', 'hr'],
    ['Answered a customer complaint in a ticket.', 'support'],
    ['Compared three papers on battery ageing.', 'research'],
    ['Sketched a wireframe for the settings layout.', 'design'],
    ['Planned the sprint and its milestones.', 'planning'],
    ['Made a slogan for the spring campaign.', 'marketing'],
    ['Proofread an essay.', 'writing'],
    ['Übersetzung eines Briefs.', 'translation'],
  ])('%s', (summary, topic) => {
    expect(topicOf(summary)).toBe(topic)
  })

  it('has a sentence above for every topic', () => {
    expect(TOPICS).toHaveLength(12)
  })

  it.each(['Said hello.', '', '…', '<b>', 'A planet far away.', 'The capital of Peru.'])(
    'does not guess: %j',
    (summary) => {
      expect(topicOf(summary)).toBeNull()
    },
  )

  it('takes the topic with more words, and counts a repeated word once', () => {
    expect(topicOf('Debugged a typescript function for a customer.')).toBe('coding')
    expect(topicOf('customer customer customer: debug typescript')).toBe('coding')
  })

  it('answers one of its own for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
        const topic = topicOf(text)
        return topic === null || TOPICS.includes(topic)
      }),
    )
  })
})

describe('the sentence that is kept', () => {
  it('is never longer than it may be, never ill-formed, and holds no control character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
        const kept = keptSummary(text).text
        return (
          [...kept].length <= SUMMARY_LENGTH && kept.isWellFormed() && !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(kept)
        )
      }),
    )
  })

  it('does not cut a letter in two', () => {
    expect(keptSummary('😀'.repeat(600)).text).toBe('😀'.repeat(500))
  })
})
