// Money and token counts as cells: unknown is a dash or "no price", a partly known sum says at least.
import { atLeast, money, tokens, unknown } from '../format.ts'
import { Provenance } from './provenance.tsx'

interface AmountProps {
  /** Nanodollars, decimal. null: no price is known. */
  nano: string | null
  /** Some rows behind this sum have no price: shown as `≥`. */
  partly?: boolean
  /** With a plus or minus in front: differences. */
  sign?: boolean
}

/** Money to the cent. */
export function Amount({ nano, partly = false, sign = false }: AmountProps) {
  if (nano === null) return <Provenance kind="none" />
  return <span className="nowrap">{atLeast(money(nano, { sign }), partly)}</span>
}

/** Tokens or requests in at most four digits, the exact number on hover. */
export function Tokens({ value }: { value: number | string | null }) {
  if (value === null) return <span className="dim">{unknown}</span>
  const exact = BigInt(value)
  return (
    <span className="nowrap" title={exact.toLocaleString('en-US')}>
      {tokens(exact)}
    </span>
  )
}

/** A share of a whole as a bar with its number beside it. `share` from 0 to 1; `of` is the share the full bar stands for. */
export function Share({ share, of = 1, words }: { share: number | null; of?: number; words?: string }) {
  const width = share === null || of <= 0 ? 0 : Math.min(1, share / of) * 100
  return (
    <span className="row">
      <span className="bar grow">
        <i style={{ width: `${width}%` }} />
      </span>
      {words === undefined ? null : <span className="tiny dim num w-10">{words}</span>}
    </span>
  )
}
