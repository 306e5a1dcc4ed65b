// Is it rising? One line without axis or colour; the last point is marked.

/** Points from old to new; today is left out by the caller. Hidden from screen readers: the reason beside it says it. */
export function Sparkline({
  points,
  width = 88,
  height = 24,
}: {
  points: readonly number[]
  width?: number
  height?: number
}) {
  const low = Math.min(...points)
  const high = Math.max(...points)
  const spread = high - low || 1
  const x = (index: number) => 2 + (index / Math.max(1, points.length - 1)) * (width - 4)
  const y = (value: number) => (high === low ? height / 2 : height - 3 - ((value - low) / spread) * (height - 6))
  const line = points.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
  const last = points.at(-1)
  return (
    <svg className="spark" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <polyline points={line} fill="none" stroke="var(--ink-3)" strokeWidth="1.25" strokeLinejoin="round" />
      {last === undefined ? null : <circle cx={x(points.length - 1)} cy={y(last)} r="2" fill="var(--ink)" />}
    </svg>
  )
}
