// What a check says: what it saw, what it doubts, what is false; and how nine of them become one exit code (LEDGER section 9.10).

/** The nine checks, in their order. */
export const CHECKS = [
  'bag',
  'statement',
  'records',
  'tree',
  'checkpoint',
  'root-leaf',
  'root-checkpoint',
  'anchor',
  'disclosed',
] as const
export type CheckId = (typeof CHECKS)[number]
/** `skipped`: an earlier failure left nothing to work on. */
export type CheckVerdict = 'ok' | 'false' | 'undecided' | 'skipped'
export type Check = { readonly id: CheckId; readonly result: CheckVerdict; readonly detail: readonly string[] }

/** 0 all proven, 1 something is false, 2 something could not be decided. */
export type Report = {
  readonly exit: 0 | 1 | 2
  readonly checks: readonly Check[]
  readonly not_checked: readonly string[]
}

// One bad export can be wrong in a hundred thousand places; people read the first ones.
const MAX_DETAIL = 20

/** Collects what one check finds. */
export class Findings {
  private readonly falsehoods: string[] = []
  private leftOut = 0
  private readonly doubts: string[] = []
  private readonly facts: string[] = []
  private skipReason: string | undefined

  /** Something is false. Only what is shown is kept: a hostile bundle could make millions. */
  wrong(detail: string): void {
    if (this.falsehoods.length < MAX_DETAIL) this.falsehoods.push(detail)
    else this.leftOut++
  }

  /** Something could not be decided. */
  doubt(detail: string): void {
    this.doubts.push(detail)
  }

  /** Something was seen to be true. */
  fact(detail: string): void {
    this.facts.push(detail)
  }

  /** There is nothing to work on. */
  skip(detail: string): void {
    this.skipReason ??= detail
  }

  get failed(): boolean {
    return this.falsehoods.length > 0
  }

  /** False wins over undecided, undecided over ok; a check is skipped only if it found nothing itself. */
  check(id: CheckId): Check {
    const { falsehoods, doubts, facts, skipReason } = this
    if (falsehoods.length > 0) {
      const more = this.leftOut > 0 ? [`and ${this.leftOut} more`] : []
      return { id, result: 'false', detail: [...falsehoods, ...more] }
    }
    if (doubts.length > 0) return { id, result: 'undecided', detail: [...doubts, ...facts].slice(0, MAX_DETAIL) }
    if (skipReason !== undefined) return { id, result: 'skipped', detail: [skipReason] }
    return { id, result: 'ok', detail: facts.slice(0, MAX_DETAIL) }
  }
}

/** The report over all checks. A check that was skipped hangs on one that is false, so it says nothing of its own. */
export function reportOf(checks: readonly Check[], notChecked: readonly string[]): Report {
  const has = (verdict: CheckVerdict) => checks.some(({ result }) => result === verdict)
  return { exit: has('false') ? 1 : has('undecided') || has('skipped') ? 2 : 0, checks, not_checked: notChecked }
}
