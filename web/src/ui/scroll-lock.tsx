// Stands in for react-remove-scroll inside the Radix parts (see vite.config.ts): locks the page by a class, because the
// content security policy forbids the style element the original writes.
import { type ElementType, type ReactNode, useEffect } from 'react'

interface Props {
  as?: ElementType
  children?: ReactNode
  enabled?: boolean
  allowPinchZoom?: unknown
  shards?: unknown
}

let locks = 0

/** Renders its child and keeps the page behind it from scrolling while it is mounted. */
export function RemoveScroll({
  as: Part = 'div',
  children,
  enabled = true,
  allowPinchZoom: _,
  shards: __,
  ...rest
}: Props) {
  useEffect(() => {
    if (!enabled) return
    locks += 1
    const root = document.documentElement
    // The scrollbar goes with the scrolling; its width stays, so nothing behind moves.
    if (locks === 1) root.style.setProperty('--scrollbar', `${window.innerWidth - root.clientWidth}px`)
    root.classList.add('scroll-locked')
    return () => {
      locks -= 1
      if (locks === 0) document.documentElement.classList.remove('scroll-locked')
    }
  }, [enabled])
  return <Part {...rest}>{children}</Part>
}
