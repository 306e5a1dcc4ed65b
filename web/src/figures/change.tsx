// How a sum stands against the days it is compared with, in the words under a stat.
import { change, percent, unknown } from '../format.ts'
import { type Comparison, versusDates, versusWords } from './days.ts'
import { changeOf } from './ratio.ts'

interface ChangeProps {
  comparison: Comparison | null
  /** Sums of the closed days and of the days compared with; undefined while they are read, null when they failed. */
  sums: readonly [now: string, then: string] | undefined | null
  /** Instead of the words about the days: "mostly claude-opus-5-5". */
  because?: string | null | undefined
}

/** `▲ 12.1 % against the 24 days before`. */
export function Change({ comparison, sums, because }: ChangeProps) {
  if (comparison === null) return <Quiet />
  if (sums === undefined) return <Quiet />
  if (sums === null) return <span>The comparison could not be read</span>
  const [now, then] = sums
  const share = changeOf(now, then)
  const words = share === null ? 'nothing to compare with' : because || versusWords(comparison)
  return (
    <span title={versusDates(comparison)}>
      {share === null ? null : <b>{change(share)} </b>}
      {words}
    </span>
  )
}

/** `▲ 3.2 pts`: the change of a share. */
export function points(now: number | null, then: number | null): string {
  if (now === null || then === null) return unknown
  const moved = now - then
  if (Math.abs(moved) < 0.0005) return 'unchanged'
  return `${moved > 0 ? '▲' : '▼'} ${percent(Math.abs(moved)).replace('%', 'pts')}`
}

/** Keeps the line, so that nothing jumps when words come. */
function Quiet() {
  return <span aria-hidden="true">&nbsp;</span>
}
