// How much, per day, of what: stacked bars of at most six series and "other".
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { BarPoint, Series } from './bar-point.ts'
import { ChartFrame, type ChartHeight } from './frame.tsx'
import { SeriesKey } from './legend.tsx'
import { labelled, scaleFor } from './scale.ts'

export type { BarPoint, Series } from './bar-point.ts'

/** One line with one label that leads to its record. */
export interface ChartMark {
  readonly key: string
  readonly words: string
  readonly link?: LinkProps
  readonly tone?: 'bad'
}

export interface BarsProps {
  points: readonly BarPoint[]
  series: readonly Series[]
  /** One sentence for screen readers, with the peak. */
  text: string
  axis: (value: number, top: number) => string
  height?: ChartHeight
  marks?: readonly ChartMark[]
  onOpen?: (key: string) => void
  /** The last line of the tooltip: "Enter opens the 214 records of this day". */
  openWords?: (key: string) => string
  /** Says what the tick is. Default "expected". */
  tickWord?: string
}

/** The bars. Put `ChartPanel` around them for head, legend and the Table switch. */
export function StackedBars({
  points,
  series,
  text,
  axis,
  height = 232,
  marks = [],
  onOpen,
  openWords,
  tickWord = 'expected',
}: BarsProps) {
  const sums = points.map((point) => point.values.reduce<number>((sum, value) => sum + (value ?? 0), 0))
  // A red mark stands on its bar, so it needs room above it.
  const room = marks.some((mark) => mark.tone === 'bad') ? 1.08 : 1
  const scale = scaleFor(Math.max(...sums.map((sum) => sum * room), ...points.map((point) => point.tick?.value ?? 0)))
  const count = points.length
  const left = (index: number) => `${(index / count) * 100}%`
  const firstOpen = points.findIndex((point) => point.open || point.unbilled)
  const firstUnbilled = points.findIndex((point) => point.unbilled)
  const at = (index: number) => points[index]

  return (
    <ChartFrame
      text={text}
      height={height}
      scale={scale}
      axis={axis}
      count={count}
      labels={labelled(count).map((index) => [index, at(index)?.label ?? ''] as const)}
      say={(index) => spoken(at(index), series, tickWord)}
      tip={(index) => <BarTip point={at(index)} series={series} tickWord={tickWord} openWords={openWords} />}
      onOpen={onOpen ? (index) => onOpen(at(index)?.key ?? '') : undefined}
    >
      <svg viewBox={`0 0 ${count * 10} 100`} preserveAspectRatio="none" aria-hidden="true">
        {points.map((point, index) => (
          <Bar key={point.key} point={point} x={index * 10} series={series} top={scale.top} />
        ))}
      </svg>
      {points.map((point, index) =>
        point.tick ? (
          <i
            key={point.key}
            className={`tick ${point.unbilled ? 'open' : ''}`}
            style={{
              left: `calc(${left(index)} + 1px)`,
              width: `calc(${100 / count}% - 2px)`,
              bottom: `calc(${(point.tick.value / scale.top) * 100}% - 1px)`,
            }}
          />
        ) : null,
      )}
      {firstOpen >= 0 ? (
        <span className={firstUnbilled >= 0 ? 'unbilled' : 'hatch'} style={{ left: left(firstOpen), right: 0 }} />
      ) : null}
      {firstUnbilled > 0 ? (
        <span className="until p4" style={{ left: left(firstUnbilled) }}>
          billed until {at(firstUnbilled - 1)?.label}
        </span>
      ) : null}
      {marks.map((mark) => {
        const index = points.findIndex((point) => point.key === mark.key)
        if (index < 0) return null
        const bottom = mark.tone === 'bad' ? ((sums[index] ?? 0) / scale.top) * 100 : 0
        return (
          <span
            key={`${mark.key}-${mark.words}`}
            className={`mark ${mark.tone ?? ''} ${index > count / 3 ? 'r' : ''}`}
            style={{ left: `${((index + (mark.tone === 'bad' ? 0.5 : 0)) / count) * 100}%`, bottom: `${bottom}%` }}
          >
            {mark.link ? <Link {...mark.link}>{mark.words}</Link> : <span>{mark.words}</span>}
          </span>
        )
      })}
    </ChartFrame>
  )
}

function Bar({ point, x, series, top }: { point: BarPoint; x: number; series: readonly Series[]; top: number }) {
  let from = 0
  const parts: ReactNode[] = []
  for (const [index, one] of series.entries()) {
    const value = point.values[index] ?? 0
    if (value <= 0) continue
    const height = (value / top) * 100
    from += height
    parts.push(
      <rect
        key={one.id}
        x={x + 1.1}
        y={100 - from}
        width={7.8}
        height={Math.max(0, height - 0.45)}
        fill={one.paint.fill}
        stroke={one.paint.edge}
        strokeWidth={one.paint.edge ? 1 : undefined}
        vectorEffect="non-scaling-stroke"
      />,
    )
  }
  return <>{parts}</>
}

interface TipProps {
  point: BarPoint | undefined
  series: readonly Series[]
  tickWord: string
  openWords: ((key: string) => string) | undefined
}

function BarTip({ point, series, tickWord, openWords }: TipProps) {
  if (!point) return null
  return (
    <>
      <div className="row between mb-1.5">
        <b>{point.title}</b>
        <span className="dim">{point.unbilled ? 'not billed yet' : point.total}</span>
      </div>
      {series.map((one, index) =>
        (point.values[index] ?? 0) > 0 ? (
          <div key={one.id} className="r">
            <SeriesKey paint={one.paint} />
            {one.label}
            <b>{point.words[index]}</b>
          </div>
        ) : null,
      )}
      {point.tick ? (
        <div className="r">
          <i className="key line" />
          {tickWord}
          <b>{point.tick.words}</b>
        </div>
      ) : null}
      {point.open ? <div className="dim tiny mt-1.5">This day is not closed</div> : null}
      {openWords ? <div className="dim tiny mt-1.5">{openWords(point.key)}</div> : null}
    </>
  )
}

function spoken(point: BarPoint | undefined, series: readonly Series[], tickWord: string): string {
  if (!point) return ''
  const parts = series.flatMap((one, index) =>
    (point.values[index] ?? 0) > 0 ? [`${one.label} ${point.words[index]}`] : [],
  )
  const tick = point.tick ? [`${tickWord} ${point.tick.words}`] : []
  const state = point.unbilled ? ['not billed yet'] : point.open ? ['not closed'] : []
  return `${point.title}: ${[point.total, ...parts, ...tick, ...state].join(', ')}`
}
