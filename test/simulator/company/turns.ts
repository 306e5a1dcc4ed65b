// What turned at the company besides the leak, dated back from the first "now": a workload that changed vendors, a team whose work doubled.

/** The day on which each began. A quiet company has none of them, and no leak, and stays with the models it has. */
export interface Turns {
  /** Search ranking left OpenAI for Anthropic, over three days. */
  readonly shift: number
  /** Claude Code was rolled out further: its use doubled. */
  readonly growth: number
}

/** Days before the first "now". */
const SHIFT_AGO = 30
const GROWTH_AGO = 18

export const turnsBefore = (today: number): Turns => ({ shift: today - SHIFT_AGO, growth: today - GROWTH_AGO })

/** How one lane of work is touched: it arrives at this vendor, leaves it, or doubles. */
export interface Turn {
  readonly kind: 'arrives' | 'leaves' | 'doubles'
  readonly day: number
}

/** Share of the search ranking that has moved by the end of each of the first days. */
const MOVED = [0.5, 0.85]
/** "Doubled", as such things go. */
const DOUBLED = 2.1

/** What a lane's work of a day is multiplied with. */
export function turnFactor(turn: Turn | null, day: number): number {
  if (turn === null) return 1
  const since = day - turn.day
  if (turn.kind === 'doubles') return since < 0 ? 1 : DOUBLED
  const moved = since < 0 ? 0 : (MOVED[since] ?? 1)
  return turn.kind === 'arrives' ? moved : 1 - moved
}

/** What keeps a quiet company quiet: no model after those of this day is taken up, and nobody is away in August. */
export interface Calm {
  readonly newest: number
}

/** Days before the first "now" whose models a quiet company stays with. */
export const QUIET_MODELS_AGO = 150
