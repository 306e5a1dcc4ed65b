// What the page says about itself: note, empty, error of a panel, progress. Each has what is so and what to do.
import type { ReactNode } from 'react'
import { ApiError } from '../api/client.ts'
import { Button } from './button.tsx'
import { CopyButton } from './hash.tsx'
import { Icon, type IconName } from './icon.tsx'
import type { Tone } from './marks.tsx'

const toneIcons: Record<Tone, IconName> = { ok: 'check', info: 'info', warn: 'warn', bad: 'stop' }

/** Stays inside the page. `title` is the sentence; the rest explains; `end` holds its action. `live` for verdicts. */
export function Note({
  tone,
  title,
  children,
  end,
  live,
}: {
  tone?: Tone
  title?: ReactNode
  children?: ReactNode
  end?: ReactNode
  live?: boolean
}) {
  return (
    <div className={`note ${tone ?? ''}`} role={live ? 'status' : undefined}>
      <Icon name={tone ? toneIcons[tone] : 'info'} />
      <div className="grow">
        {title ? <b>{title} </b> : null}
        {children}
      </div>
      {end ? <div className="end">{end}</div> : null}
    </div>
  )
}

/** Nothing to show: icon, what is so, why, one action. One for each cause, never a general one. */
export function Empty({
  icon = 'none',
  title,
  children,
  action,
}: {
  icon?: IconName
  title: string
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="empty">
      <Icon name={icon} />
      <div>
        <h3>{title}</h3>
        <div className="small sub">{children}</div>
        {action}
      </div>
    </div>
  )
}

/** A panel that could not be read; the rest of the page stays. Retry, and the request id to quote. */
export function ErrorPanel({
  error,
  onRetry,
  what = 'This part',
}: {
  error: unknown
  onRetry?: () => void
  what?: string
}) {
  const known = error instanceof ApiError
  return (
    <div className="note bad" role="alert">
      <Icon name="stop" />
      <div className="grow stack s1">
        <span>
          <b>{what} could not be read.</b>{' '}
          {known ? error.message : 'The page itself failed here; loading it again may help.'}
        </span>
        {known && error.requestId ? (
          <span className="row small dim">
            Request <span className="mono">{error.requestId}</span>
            <CopyButton value={error.requestId} what="request id" />
          </span>
        ) : null}
      </div>
      {onRetry ? (
        <div className="end">
          <Button size="sm" icon="again" onClick={onRetry}>
            Retry
          </Button>
        </div>
      ) : null}
    </div>
  )
}

/** Ten notches. Words carry the number: they stand above or beside, given by `label` for screen readers. */
export function Progress({
  done,
  total,
  label,
  tone,
  small,
}: {
  done: number
  total: number
  label: string
  tone?: 'ok' | 'warn'
  small?: boolean
}) {
  const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0
  return (
    <div
      className={`progress ${tone ?? ''} ${small ? 'small' : ''}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
    >
      <i style={{ width: `${share * 100}%` }} />
    </div>
  )
}

/** `quiet`: it works, but nothing is there yet. */
export type CheckState = 'ok' | 'bad' | 'part' | 'quiet' | 'wait' | 'trying'

/** A list that fills line by line: what a key opens, what a proof checked. */
export function Checklist({ items }: { items: readonly { state: CheckState; title: ReactNode; words?: ReactNode }[] }) {
  return (
    <ul className="checklist">
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are fixed; only their states change.
        <li key={index} className={item.state}>
          <span className="ic">
            <CheckIcon state={item.state} />
          </span>
          <span>
            <span className="t">{item.title}</span>
            {item.words ? <span className="small dim block">{item.words}</span> : null}
          </span>
        </li>
      ))}
    </ul>
  )
}

function CheckIcon({ state }: { state: CheckState }) {
  const words = {
    ok: 'works',
    bad: 'does not work',
    part: 'works in part',
    quiet: 'works, nothing there yet',
    wait: 'not tried yet',
    trying: 'being tried',
  }
  return (
    <>
      {state === 'ok' ? <Icon name="check" size={14} /> : null}
      {state === 'bad' ? <Icon name="close" size={14} /> : null}
      {state === 'part' ? <Icon name="none" size={14} /> : null}
      {state === 'quiet' ? <Icon name="clock" size={14} /> : null}
      {state === 'wait' ? <span className="idle" /> : null}
      {state === 'trying' ? <span className="spin" /> : null}
      <span className="sr">{words[state]}:</span>
    </>
  )
}
