// The icon set: 16 × 16 drawings by line, one name each. An icon never stands alone for a meaning; a word is beside it.
import type { ReactNode } from 'react'

const drawings = {
  overview: <path d="M2 2.5h5v6H2zM9 2.5h5v3.5H9zM2 11h5v2.5H2zM9 8.5h5v5H9z" />,
  usage: <path d="M2 13.5h12M4 11V8M8 11V3M12 11V6" />,
  costs: <path d="M3 2h10v12l-2-1.3L9 14l-2-1.3L5 14l-2-1.3zM5.5 5.5h5M5.5 8.5h5" />,
  people: (
    <>
      <circle cx="6" cy="5.5" r="2.5" />
      <path d="M1.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M10.5 3.2a2.5 2.5 0 0 1 0 4.6M12 9.8c1.5.6 2.5 1.9 2.5 3.7" />
    </>
  ),
  activity: <path d="M5.5 3.5H14M5.5 8H14M5.5 12.5H14M2 3.5h.5M2 8h.5M2 12.5h.5" />,
  sessions: <path d="M2 3h12v10H2zM4.5 6.5 6.5 8l-2 1.5M8.5 10h3" />,
  insights: <path d="M2 12l4-4.5 3 2.5 5-6.5M10.5 3.5H14V7" />,
  content: <path d="M2.5 3h11v8H8l-3 2.5V11H2.5zM5 6h6M5 8.3h3.5" />,
  ledger: (
    <g fill="currentColor" stroke="none">
      <path d="M2 2.5h12v4.9h-3.2L8 4.2 5.2 7.4H2z" />
      <path d="M2 13.5h12V8.6h-3.2L8 11.8 5.2 8.6H2z" />
    </g>
  ),
  exports: <path d="M8 10V2.5M5 5l3-3 3 3M2.5 9.5v4h11v-4" />,
  settings: (
    <>
      <path d="M2 5h7M13 5h1M2 11h1M7 11h7" />
      <circle cx="11" cy="5" r="1.8" />
      <circle cx="5" cy="11" r="1.8" />
    </>
  ),
  menu: <path d="M2 4h12M2 8h12M2 12h12" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.2" />
      <path d="m10.2 10.2 3.3 3.3" />
    </>
  ),
  calendar: <path d="M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v2.5M10.5 2v2.5" />,
  down: <path d="m4.5 6.5 3.5 3.5 3.5-3.5" />,
  right: <path d="M6.5 4.5 10 8l-3.5 3.5" />,
  'arrow-up': <path d="M8 13V3.5M4.5 7 8 3.5 11.5 7" />,
  'arrow-down': <path d="M8 3v9.5M4.5 9 8 12.5 11.5 9" />,
  plus: <path d="M8 3v10M3 8h10" />,
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  check: <path d="m3 8.5 3.2 3.2L13 4.8" />,
  download: <path d="M8 2.5v8M4.8 7.5 8 10.7l3.2-3.2M2.5 13.5h11" />,
  again: <path d="M13.5 8A5.5 5.5 0 1 1 11.9 4.1M13.5 2v3h-3" />,
  copy: <path d="M5.5 5.5h8v8h-8zM10.5 3V2.5h-8v8H3" />,
  link: (
    <path d="M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.3-2.3a2.6 2.6 0 0 0-3.7-3.7l-.8.8M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.2 9.1a2.6 2.6 0 0 0 3.7 3.7l.8-.8" />
  ),
  hold: <path d="M8 1.8 13.5 4v4c0 3-2.3 5.2-5.5 6.3C4.8 13.2 2.5 11 2.5 8V4z" />,
  lock: <path d="M3.5 7h9v6.5h-9zM5.5 7V5a2.5 2.5 0 0 1 5 0v2" />,
  warn: <path d="M8 2.2 14.5 13.5h-13zM8 6.5v3M8 11.4v.1" />,
  stop: <path d="M5.2 1.8h5.6l3.4 3.4v5.6l-3.4 3.4H5.2l-3.4-3.4V5.2zM8 5v3.5M8 10.9v.1" />,
  none: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M5 8h6" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.5v3.3M8 5.2v.1" />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.8V8l2.2 1.6" />
    </>
  ),
  reveal: (
    <>
      <path d="M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8z" />
      <circle cx="8" cy="8" r="1.8" />
    </>
  ),
  key: (
    <>
      <circle cx="5" cy="11" r="2.8" />
      <path d="m7 9 6-6M10.5 5.5l2 2M12 4l1.5 1.5" />
    </>
  ),
  mail: <path d="M2 3.5h12v9H2zM2 4.5l6 4.5 6-4.5" />,
  more: (
    <g fill="currentColor" stroke="none">
      <circle cx="3.5" cy="8" r="1.1" />
      <circle cx="8" cy="8" r="1.1" />
      <circle cx="12.5" cy="8" r="1.1" />
    </g>
  ),
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" />,
  file: <path d="M4 1.8h5l3 3v9.4H4zM9 1.8v3h3" />,
} satisfies Record<string, ReactNode>

/** The name of a drawing. */
export type IconName = keyof typeof drawings

/** A drawing of the set, hidden from screen readers. `size` in CSS pixels: 16 beside text, 14 in small controls, 12 for carets. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {drawings[name]}
    </svg>
  )
}

/** The two halves with their shared notches. */
export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg className="logo" width={size} height={size} viewBox="0 0 20 20" fill="currentColor" aria-hidden="true">
      <path d="M6 3.5h13v5.9h-2.5L15 7l-1.5 2.4H12L9.75 5.8 7.5 9.4H6z" />
      <path d="M1 3.5h3.8v7.1h2.7l2.25 3.6L12 10.6h1.5L15 13l1.5-2.4H19v5.9H1z" />
    </svg>
  )
}
