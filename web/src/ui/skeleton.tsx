// Waiting without jumping: blocks of the final size, shown after 200 ms, then for at least 300 ms.
import { type ReactNode, useEffect, useState } from 'react'

const showAfter = 200
const showFor = 300

/** One grey block. Numbers are pixels; without a width it fills its line. */
export function Skeleton({ width, height = 12 }: { width?: number | string; height?: number }) {
  return <span className="sk" aria-hidden="true" style={{ width: width ?? '100%', height }} />
}

/** Several lines of the height of table rows. */
export function SkeletonRows({ rows = 6 }: { rows?: number }) {
  return (
    <span className="stack s0" aria-hidden="true">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all the same.
        <span key={index} className="row h-9 border-b border-line">
          <Skeleton width={`${[34, 52, 41, 47, 38, 56][index % 6]}%`} />
        </span>
      ))}
    </span>
  )
}

/** `'nothing'` for the first 200 ms, `'skeleton'` while waiting, `'content'` when it may be shown. */
export function useWaiting(waiting: boolean): 'nothing' | 'skeleton' | 'content' {
  const [shownAt, setShownAt] = useState<number | null>(null)
  useEffect(() => {
    if (waiting && shownAt === null) {
      const later = setTimeout(() => setShownAt(Date.now()), showAfter)
      return () => clearTimeout(later)
    }
    if (!waiting && shownAt !== null) {
      const later = setTimeout(() => setShownAt(null), Math.max(0, showFor - (Date.now() - shownAt)))
      return () => clearTimeout(later)
    }
  }, [waiting, shownAt])
  if (shownAt !== null) return 'skeleton'
  return waiting ? 'nothing' : 'content'
}

/** Shows `skeleton` while `waiting`, by the rule above, and the content after. */
export function Waiting({
  waiting,
  skeleton,
  children,
}: {
  waiting: boolean
  skeleton: ReactNode
  children: () => ReactNode
}) {
  const show = useWaiting(waiting)
  if (show === 'nothing')
    return (
      <div aria-busy="true" className="invisible">
        {skeleton}
      </div>
    )
  if (show === 'skeleton') return <div aria-busy="true">{skeleton}</div>
  return children()
}
