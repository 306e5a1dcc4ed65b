// What every chart stands in: axis words, grid lines, the keyboard's point and its spoken words, the tooltip.
import { type KeyboardEvent, type MouseEvent, type PointerEvent, type ReactNode, useState } from 'react'
import type { Scale } from './scale.ts'

export type ChartHeight = 120 | 160 | 220 | 232 | 248

interface FrameProps {
  /** One sentence that says what the chart shows, with its peak. */
  text: string
  height: ChartHeight
  scale: Scale
  /** Words of the axis; the top tells which unit they share. */
  axis: (value: number, top: number) => string
  /** How many points along the axis. */
  count: number
  /** Words under the axis: `[point, words]`. First and last stand at the edges. */
  labels: readonly (readonly [number, string])[]
  /** What is said of a point: "Thu 12 Nov, 1.13 B". */
  say: (point: number) => string
  tip: (point: number) => ReactNode
  onOpen?: ((point: number) => void) | undefined
  children: ReactNode
}

/** The grid, and one focusable plot: arrows, Home and End move between points, Enter opens, Escape leaves. */
export function ChartFrame({ text, height, scale, axis, count, labels, say, tip, onOpen, children }: FrameProps) {
  const [point, setPoint] = useState<number | null>(null)
  const percent = (value: number) => `${(value / scale.top) * 100}%`

  function pressed(event: KeyboardEvent) {
    const now = point ?? (event.key === 'ArrowLeft' ? count : -1)
    const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: count - 1 }[event.key]
    if (next !== undefined) setPoint(Math.max(0, Math.min(count - 1, next)))
    else if (event.key === 'Escape' && point !== null) setPoint(null)
    else if (event.key === 'Enter' && point !== null) onOpen?.(point)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const pointUnder = (event: MouseEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    return Math.max(0, Math.min(count - 1, Math.floor(((event.clientX - box.left) / box.width) * count)))
  }

  function hovered(event: PointerEvent<HTMLElement>) {
    if (event.pointerType !== 'touch') setPoint(pointUnder(event))
  }

  /** A finger never hovers, so the point is where it taps. */
  function clicked(event: MouseEvent<HTMLElement>) {
    setPoint(pointUnder(event))
    onOpen?.(pointUnder(event))
  }

  return (
    <div className={`chart h-${height}`}>
      <div className="y" aria-hidden="true">
        {scale.ticks.map((tick) => (
          <span key={tick} style={{ bottom: percent(tick) }}>
            {axis(tick, scale.top)}
          </span>
        ))}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: no element of HTML is a chart with points. */}
      <div
        className="plot"
        role="group"
        aria-roledescription="chart"
        aria-label={`${text} Arrow keys read the points${onOpen ? ', Enter opens the records' : ''}.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move between its points.
        tabIndex={0}
        onKeyDown={pressed}
        onBlur={() => setPoint(null)}
        onPointerMove={hovered}
        onPointerLeave={() => setPoint(null)}
        onClick={clicked}
      >
        {scale.ticks.slice(1).map((tick) => (
          <i key={tick} className="g" style={{ bottom: percent(tick) }} />
        ))}
        {point === null ? null : (
          <span className="band" style={{ left: `${(point / count) * 100}%`, width: `${100 / count}%` }} />
        )}
        {children}
        {point === null ? null : (
          <div className="chart-tip" style={tipPlace(point, count)}>
            {tip(point)}
          </div>
        )}
        <span className="sr" aria-live="polite">
          {point === null ? '' : say(point)}
        </span>
      </div>
      <div className="x" aria-hidden="true">
        {labels.map(([at, words], index) => (
          <span
            key={at}
            style={{ left: index === 0 ? 0 : index === labels.length - 1 ? '100%' : `${((at + 0.5) / count) * 100}%` }}
          >
            {words}
          </span>
        ))}
      </div>
    </div>
  )
}

/** Left of the point in the right half, right of it in the left half. */
function tipPlace(point: number, count: number) {
  const right = point >= count / 2
  return right
    ? { right: `${((count - point) / count) * 100 + 1}%`, top: -6 }
    : { left: `${((point + 1) / count) * 100 + 1}%`, top: -6 }
}
