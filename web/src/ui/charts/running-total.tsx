// Where will it end? The sum so far, a dashed forecast with its band, and the budget line.
import type { ReactNode } from 'react'
import { ChartFrame, type ChartHeight } from './frame.tsx'
import { scaleFor } from './scale.ts'

export interface TotalPoint {
  readonly key: string
  readonly label: string
  readonly title: string
  /** The sum up to this day; null after the last day known. */
  readonly sum: number | null
  /** The forecast sum, from the day after the last known one. */
  readonly forecast?: number
  readonly low?: number
  readonly high?: number
  /** What is printed. */
  readonly words: string
}

interface RunningTotalProps {
  points: readonly TotalPoint[]
  text: string
  axis: (value: number, top: number) => string
  budget?: { readonly value: number; readonly words: string }
  height?: ChartHeight
  /** Which points carry words under the axis. */
  labels: readonly number[]
  onOpen?: (key: string) => void
  tip?: (point: TotalPoint) => ReactNode
}

/** Straight lines from day to day, no smoothing. */
export function RunningTotal({ points, text, axis, budget, height = 232, labels, onOpen, tip }: RunningTotalProps) {
  const count = points.length
  const scale = scaleFor(
    Math.max(
      budget?.value ?? 0,
      ...points.map((point) => Math.max(point.sum ?? 0, point.high ?? 0, point.forecast ?? 0)),
    ),
  )
  const x = (index: number) => index * 10 + 5
  const y = (value: number) => 100 - (value / scale.top) * 100
  const known = points.flatMap((point, index) => (point.sum === null ? [] : [{ index, value: point.sum }]))
  const last = known.at(-1)
  const ahead = points.flatMap((point, index) =>
    point.forecast === undefined ? [] : [{ index, value: point.forecast }],
  )
  const band = points.flatMap((point, index) =>
    point.low === undefined || point.high === undefined ? [] : [{ index, low: point.low, high: point.high }],
  )
  const join = (line: readonly { index: number; value: number }[]) =>
    line.map(({ index, value }) => `${x(index)},${y(value)}`).join(' ')
  const start = last ? [last] : []
  const edge = [
    ...start.map(({ index, value }) => `${x(index)},${y(value)}`),
    ...band.map(({ index, high }) => `${x(index)},${y(high)}`),
    ...band.toReversed().map(({ index, low }) => `${x(index)},${y(low)}`),
  ].join(' ')
  return (
    <ChartFrame
      text={text}
      height={height}
      scale={scale}
      axis={axis}
      count={count}
      labels={labels.map((index) => [index, points[index]?.label ?? ''] as const)}
      say={(index) => `${points[index]?.title ?? ''}: ${points[index]?.words ?? ''}`}
      tip={(index) => {
        const point = points[index]
        if (!point) return null
        return (
          tip?.(point) ?? (
            <div className="row between">
              <b>{point.title}</b>
              <span>{point.words}</span>
            </div>
          )
        )
      }}
      onOpen={onOpen ? (index) => onOpen(points[index]?.key ?? '') : undefined}
    >
      <svg viewBox={`0 0 ${count * 10} 100`} preserveAspectRatio="none" aria-hidden="true">
        {band.length > 0 ? <polygon points={edge} fill="var(--line-2)" opacity="0.6" /> : null}
        <polyline
          points={join(known)}
          fill="none"
          stroke="var(--ink)"
          strokeWidth="1.75"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
        {ahead.length > 0 ? (
          <polyline
            points={join([...start, ...ahead])}
            fill="none"
            stroke="var(--ink)"
            strokeWidth="1.75"
            strokeDasharray="4 3"
            vectorEffect="non-scaling-stroke"
          />
        ) : null}
      </svg>
      {budget ? (
        <span className="budget" style={{ bottom: `${(budget.value / scale.top) * 100}%` }}>
          <span>{budget.words}</span>
        </span>
      ) : null}
      {last ? (
        <i className="dot" style={{ left: `${((last.index + 0.5) / count) * 100}%`, top: `${y(last.value)}%` }} />
      ) : null}
    </ChartFrame>
  )
}
