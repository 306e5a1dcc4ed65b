// Dialogs: the title is a question or a noun, the body says the effect, actions stand at the end with Cancel first.
import { Dialog as Radix } from 'radix-ui'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Button, IconButton } from './button.tsx'
import { Field, Input } from './field.tsx'

interface DialogProps {
  open: boolean
  onClose: () => void
  title: string
  children: ReactNode
  /** The buttons, Cancel first. */
  actions?: ReactNode
  wide?: boolean
  /** With it the dialog is a form, and the last action submits. */
  onSubmit?: () => void
}

/** A box over the page. Focus goes in, stays in, and returns to what opened it. */
export function Dialog({ open, onClose, title, children, actions, wide, onSubmit }: DialogProps) {
  const inside = (
    <>
      <header>
        <Radix.Title asChild>
          <h2>{title}</h2>
        </Radix.Title>
        <Radix.Close asChild>
          <IconButton icon="close" name="Close" />
        </Radix.Close>
      </header>
      <div className="body">{children}</div>
      {actions ? <footer>{actions}</footer> : null}
    </>
  )
  return (
    <Radix.Root open={open} onOpenChange={(next) => next || onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="scrim" />
        <Radix.Content
          className={`dialog ${wide ? 'wide' : ''}`}
          aria-describedby={undefined}
          onOpenAutoFocus={focusFirstField}
        >
          {onSubmit ? <form onSubmit={(event) => submitted(event, onSubmit)}>{inside}</form> : inside}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** The first field, or the box itself: never the close button, which comes first in the page. */
function focusFirstField(event: Event) {
  event.preventDefault()
  const box = event.currentTarget
  if (!(box instanceof HTMLElement)) return
  const field = box.querySelector<HTMLElement>('.body input, .body textarea, .body select')
  ;(field ?? box).focus()
}

function submitted(event: FormEvent, then: () => void) {
  event.preventDefault()
  then()
}

interface ConfirmProps {
  open: boolean
  onClose: () => void
  onConfirm: () => void
  /** A question: "Erase the personal data of Nadia Farouk?" */
  title: string
  /** What goes, what stays. */
  children: ReactNode
  /** A verb with its object: "Destroy key". */
  action: string
  /** The name to type before the button can be pressed. */
  type?: string
  /** The record that will be written, as the ledger will show it. */
  written?: ReactNode
  busy?: boolean
  danger?: boolean
}

/** Before a destructive act: what goes, what stays, which record is written; type the name. */
export function ConfirmDialog({
  title,
  children,
  action,
  type,
  written,
  busy,
  danger = true,
  open,
  onClose,
  onConfirm,
}: ConfirmProps) {
  const [typed, setTyped] = useState('')
  const ready = type === undefined || typed.trim() === type
  return (
    <Dialog
      open={open}
      onClose={() => {
        setTyped('')
        onClose()
      }}
      title={title}
      onSubmit={() => ready && onConfirm()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind={danger ? 'danger-solid' : 'primary'} disabled={!ready} busy={busy}>
            {action}
          </Button>
        </>
      }
    >
      {children}
      {written ? <WillBeWritten>{written}</WillBeWritten> : null}
      {type === undefined ? null : (
        <Field label={<>Type {type} to go on</>}>
          {(control) => (
            <Input {...control} autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
          )}
        </Field>
      )}
    </Dialog>
  )
}

/** The record an act leaves behind, shown before it happens. */
export function WillBeWritten({ children }: { children: ReactNode }) {
  return (
    <div className="stack s1">
      <span className="label">Will be written</span>
      <pre>{children}</pre>
    </div>
  )
}
