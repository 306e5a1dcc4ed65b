// The tally: time runs right, hairlines are records, small cuts checkpoints, wide cuts the blocks that confirmed them.
export interface StickCut {
  /** Milliseconds. */
  readonly at: number
  /** `block`: the checkpoint that a Bitcoin block confirmed directly. */
  readonly kind: 'checkpoint' | 'block'
}

interface StickProps {
  /** Both ends, in milliseconds. */
  from: number
  to: number
  /** Times of records; more than 240 are thinned, because hairlines must stay hairlines. */
  records?: readonly number[]
  cuts: readonly StickCut[]
  /** Up to here the public half exists; from here to `to` it waits. null: nothing is anchored yet. */
  anchoredUntil: number | null
  /** Height in pixels: 48 on the overview, 84 on the ledger, 14 in the rail. */
  height?: number
  /** One sentence for screen readers. */
  label: string
  /** Drawn on paper instead of surface, so that cuts show what is behind. */
  onPaper?: boolean
}

/** The stick. Both halves stand `gap` apart; a cut through both is proof. */
export function Stick({ from, to, records = [], cuts, anchoredUntil, height = 48, label, onPaper }: StickProps) {
  const gap = height > 20 ? Math.round(height / 8) : 2
  const half = (height - gap) / 2
  const lower = half + gap
  const place = (at: number) => `${(((at - from) / (to - from)) * 100).toFixed(3)}%`
  const inside = (at: number) => at >= from && at <= to
  const step = Math.ceil(records.length / 240)
  const shown = records.filter((at, index) => inside(at) && index % step === 0)
  const end = anchoredUntil === null ? from : Math.min(Math.max(anchoredUntil, from), to)
  const checkpoints = cuts.filter((cut) => cut.kind === 'checkpoint')
  return (
    <svg className={`stick ${onPaper ? 'on-paper' : ''}`} height={height} role="img" aria-label={label}>
      <rect className="foil" x="0" y="0" width="100%" height={half} />
      <rect className="stock" x="0" y={lower} width={place(end)} height={half} />
      {end < to ? (
        <svg
          x={place(end)}
          y={lower}
          width={place(to - (end - from))}
          height={half}
          aria-hidden="true"
          overflow="hidden"
        >
          <rect className="wait" x="-1" y="0.5" width="100%" height={half - 1} />
        </svg>
      ) : null}
      {shown.map((at, index) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: two records may share a millisecond.
          key={index}
          className={`notch ${index % 4 === 0 ? '' : 'p4'}`}
          x={place(at)}
          y="0"
          width="1"
          height={Math.max(2, half * 0.29)}
        />
      ))}
      {cuts
        .filter((cut) => inside(cut.at))
        .map((cut) => (
          <Cut
            key={`${cut.kind}-${cut.at}`}
            x={place(cut.at)}
            wide={cut.kind === 'block'}
            both={cut.at <= end && anchoredUntil !== null}
            half={half}
            lower={lower}
            spare={cut.kind === 'checkpoint' && checkpoints.indexOf(cut) % 2 === 1}
          />
        ))}
    </svg>
  )
}

function Cut({
  x,
  wide,
  both,
  half,
  lower,
  spare,
}: {
  x: string
  wide: boolean
  both: boolean
  half: number
  lower: number
  spare: boolean
}) {
  const width = half < 10 ? 3 : wide ? 7 : 4
  const depth = half < 10 ? half * 0.6 : wide ? Math.min(14, half * 0.52) : Math.min(8, half * 0.28)
  return (
    <svg x={x} overflow="visible" className={spare ? 'p4' : ''} aria-hidden="true">
      <path className="notch" d={`M${-width} ${half}L0 ${half - depth}L${width} ${half}z`} />
      {both ? <path className="notch" d={`M${-width} ${lower}L0 ${lower + depth}L${width} ${lower}z`} /> : null}
    </svg>
  )
}

/** The times under a stick, first to last; every other one goes on small screens. */
export function StickTimes({ words }: { words: readonly string[] }) {
  return (
    <div className="stick-times">
      {words.map((word, index) => (
        <span key={word} className={index % 2 === 1 ? 'p4' : ''}>
          {word}
        </span>
      ))}
    </div>
  )
}
