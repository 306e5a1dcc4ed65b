// Small marks beside a value: badge, vendor, series key, round mark of a person, key cap, masked text.
import type { ReactNode } from 'react'
import { initials } from '../format.ts'
import { Icon } from './icon.tsx'
import { type VendorId, vendorNames } from './vendors.ts'

export type { VendorId } from './vendors.ts'

export type Tone = 'ok' | 'info' | 'warn' | 'bad'

/** A word for a state, never a number. `plain` has no edge. */
export function Badge({
  tone,
  icon,
  children,
}: {
  tone?: Tone | 'plain' | undefined
  icon?: 'check'
  children: ReactNode
}) {
  return (
    <span className={`badge ${tone ?? ''}`}>
      {icon ? <Icon name={icon} size={12} /> : null}
      {children}
    </span>
  )
}

/** The vendor's colour and name; other words (a connection, an event) may stand in place of the name. */
export function Vendor({ id, children = vendorNames[id] }: { id: VendorId; children?: ReactNode }) {
  return (
    <span className={`vend ${id}`}>
      <i />
      {children}
    </span>
  )
}

/** The round mark of a person or organization. */
export function Avatar({ name, large }: { name: string; large?: boolean }) {
  return (
    <span className={`avatar ${large ? 'lg' : ''}`} aria-hidden="true">
      {initials(name)}
    </span>
  )
}

/** A key of the keyboard; `hidden` from screen readers where the control says its shortcut itself. */
export function Kbd({ children, hidden }: { children: ReactNode; hidden?: boolean }) {
  return <kbd aria-hidden={hidden}>{children}</kbd>
}

/** Text a person may not read here: `name 1`, `e-mail 2`, numbered by distinct value in the chat. */
export function Masked({ kind, number }: { kind: string; number: number }) {
  return (
    <span className="masked" title={`Masked: ${kind}`}>
      {kind} {number}
    </span>
  )
}

/** Where erased content stood: who, when, why, the erasure record, and what still stands. */
export function Tombstone({ children }: { children: ReactNode }) {
  return (
    <div className="tombstone">
      <Icon name="none" size={14} />
      <div>{children}</div>
    </div>
  )
}
