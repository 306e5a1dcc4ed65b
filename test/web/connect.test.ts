// The consent page's own parts: the question that is kept over signing in, and what coverage says.
import { describe, expect, it } from 'vitest'
import { dropQuestion, keepQuestion, keptQuestion } from '../../web/src/pages/connect/kept.ts'
import { coverageWords, topicName } from '../../web/src/pages/sessions/turn-words.ts'
import { TOPICS } from '../../worker/mcp/topics.ts'

class Shelf {
  readonly #kept = new Map<string, string>()
  getItem = (key: string) => this.#kept.get(key) ?? null
  setItem = (key: string, value: string): void => void this.#kept.set(key, value)
  removeItem = (key: string): void => void this.#kept.delete(key)
}

describe('the question over a sign-in', () => {
  it('is there for ten minutes, and gone once it was answered', () => {
    const shelf = new Shelf()
    keepQuestion(shelf, 'client_id=x&sig=y', 0)
    expect(keptQuestion(shelf, 599_999)).toBe('client_id=x&sig=y')
    expect(keptQuestion(shelf, 600_000)).toBeNull()
    dropQuestion(shelf)
    expect(keptQuestion(shelf, 1)).toBeNull()
  })

  it('is none where something else lies on the shelf', () => {
    const shelf = new Shelf()
    for (const text of ['', '{', 'null', '[]', '{"q":1,"until":2}']) {
      shelf.setItem('tallystick.question', text)
      expect(keptQuestion(shelf, 0)).toBeNull()
    }
  })
})

describe('reported turns in words', () => {
  it('names every topic', () => {
    expect(TOPICS.filter((topic) => topicName(topic) === topic)).toEqual([])
  })

  it('never calls unknown none', () => {
    const some = { chats_in_activity_feed: 12, people_in_activity_feed: 1, people_reporting: 2 }
    expect(coverageWords({ turns: 3, coverage: some })).toContain('12 new chats of 1 person')
    const none = { chats_in_activity_feed: null, people_in_activity_feed: null, people_reporting: 2 }
    expect(coverageWords({ turns: 3, coverage: none })).toContain('unknown')
  })
})
