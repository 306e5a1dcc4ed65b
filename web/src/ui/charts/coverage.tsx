// What do we lack? A bar over time for one source, with holes cut out and an open end where reading stopped.

export interface Span {
  /** Milliseconds. */
  readonly from: number
  readonly to: number
}

interface CoverageProps {
  /** Both ends of the whole bar. */
  from: number
  to: number
  /** What was read. */
  read: readonly Span[]
  /** Lost for good, inside what was read: hatched amber. */
  holes?: readonly Span[]
  /** Not readable now but not lost: outlined red. */
  open?: readonly Span[]
  /** One sentence. */
  label: string
}

/** 8 px high, as wide as its cell. */
export function Coverage({ from, to, read, holes = [], open = [], label }: CoverageProps) {
  const place = (span: Span) => ({
    left: `${((span.from - from) / (to - from)) * 100}%`,
    width: `${((span.to - span.from) / (to - from)) * 100}%`,
  })
  return (
    <span className="coverage" role="img" aria-label={label}>
      {read.map((span) => (
        <i key={span.from} style={place(span)} />
      ))}
      {holes.map((span) => (
        <i key={span.from} className="hole" style={place(span)} />
      ))}
      {open.map((span) => (
        <i key={span.from} className="open" style={place(span)} />
      ))}
    </span>
  )
}
