// Details of the open record beside its list. Over 1100 px it shares the page and nothing is blocked; under, it covers it.
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { useKeys } from '../prefs/keys.ts'
import { beside, useMedia } from '../prefs/media.ts'
import { IconButton } from './button.tsx'

/** Puts a list and its drawer side by side. `drawer` is null while no record is open; the open one is in the URL. */
export function WithDrawer({ children, drawer }: { children: ReactNode; drawer: ReactNode | null }) {
  return (
    <div className="with-drawer" data-open={drawer !== null}>
      <div className="list min-w-0">{children}</div>
      {drawer}
    </div>
  )
}

interface DrawerProps {
  title: string
  /** Beside the title: proof, badges. */
  mark?: ReactNode
  onClose: () => void
  /** Neighbours in the list; undefined at its ends. Keys `j` and `k` belong to the list. */
  onPrevious?: (() => void) | undefined
  onNext?: (() => void) | undefined
  /** A proof failed: the drawer turns red. */
  failed?: boolean
  children: ReactNode
  foot?: ReactNode
}

/** The drawer itself. Escape closes it. */
export function Drawer(props: DrawerProps) {
  const wide = useMedia(beside)
  useKeys({ Escape: props.onClose })
  const look = `drawer ${props.failed ? 'failed' : ''}`
  if (wide) {
    return (
      <aside className={look} aria-label={props.title}>
        <Inside {...props} heading={<h2>{props.title}</h2>} />
      </aside>
    )
  }
  return (
    <Radix.Root open onOpenChange={(open) => open || props.onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="scrim" />
        <Radix.Content className={`${look} over`} aria-describedby={undefined}>
          <Inside
            {...props}
            heading={
              <Radix.Title asChild>
                <h2>{props.title}</h2>
              </Radix.Title>
            }
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function Inside({ mark, heading, onClose, onPrevious, onNext, children, foot }: DrawerProps & { heading: ReactNode }) {
  return (
    <>
      <header>
        {heading}
        {mark}
        <span className="grow" />
        <IconButton icon="arrow-up" name="Previous record" disabled={!onPrevious} onClick={onPrevious} />
        <IconButton icon="arrow-down" name="Next record" disabled={!onNext} onClick={onNext} />
        <IconButton icon="close" name="Close" onClick={onClose} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section className="body" tabIndex={0} aria-label="Details">
        {children}
      </section>
      {foot ? <footer>{foot}</footer> : null}
    </>
  )
}
