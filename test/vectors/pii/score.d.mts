// Types of score.mjs, as the tests use it.

export type Labelled = {
  readonly id: string
  readonly text: string
  readonly spans: readonly { readonly start: number; readonly end: number; readonly type: string; readonly optional?: boolean }[]
  readonly tags: readonly string[]
}

export type Score = {
  readonly n: number
  readonly recall: number
  readonly typed_recall: number
  readonly precision: number
  readonly leak: number
  readonly negatives_hit: string
}

export function score(
  records: readonly Labelled[],
  detect: (text: string) => readonly { readonly type: string; readonly start: number; readonly end: number }[],
): Record<string, Score>
