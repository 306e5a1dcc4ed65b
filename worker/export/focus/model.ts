// The requirements of FOCUS 1.2 as data: each rule with what it asks of a row, and when. See NOTICE.md for where it comes from.

/** A check's function, then its arguments: names of columns, a value, other checks. */
export type Check = readonly [name: string, ...args: (string | number | null | Check)[]]

export type Level = 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT' | 'RECOMMENDED' | 'MAY'

/** `judged`: nothing that a machine could test stands behind the sentence. `of`: the column, attribute or data set it is about. */
export type ModelRule = {
  id: string
  of: string
  level: Level
  says: string
  judged?: true
  criteria?: readonly string[]
  needs?: Check
  when?: Check
}

export type Model = {
  version: string
  criteria: readonly string[]
  currencies: readonly string[]
  rules: readonly ModelRule[]
}

/** The model, loaded when it is asked for: 150 kB that the Worker's start does without. */
export async function loadModel(): Promise<Model> {
  const { default: model } = await import('./model-1.2.json', { with: { type: 'json' } })
  // Made by test/focus/slim.ts of the official file; a test compares them.
  return model as unknown as Model
}
