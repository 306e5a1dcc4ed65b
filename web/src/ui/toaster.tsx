// The toast drawn: fetched with the first toast, mounted once beside the app.
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { Toaster, toast } from 'sonner'
import 'sonner/dist/styles.css'
import { Icon } from './icon.tsx'

let mounted = false

const holdMs = 6_000

/** Shows one toast; `undo` adds the button. */
export function showToast(message: string, undo?: () => void): void {
  mount()
  toast.custom((id) => <Toast message={message} undo={undo} onEnd={() => toast.dismiss(id)} />, { duration: Infinity })
}

/** Keeps its own time, because sonner's does not stop for keyboard focus. */
function Toast({ message, undo, onEnd }: { message: string; undo: (() => void) | undefined; onEnd: () => void }) {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const later = setTimeout(onEnd, holdMs)
    return () => clearTimeout(later)
  }, [held, onEnd])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only holds the time; the button inside acts.
    <div
      className="toast"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon name="check" size={14} />
      <span>{message}</span>
      {undo ? (
        <button
          type="button"
          onClick={() => {
            undo()
            onEnd()
          }}
        >
          Undo
        </button>
      ) : null}
    </div>
  )
}

function mount(): void {
  if (mounted) return
  mounted = true
  const place = document.body.appendChild(document.createElement('div'))
  createRoot(place).render(<Toaster position="bottom-right" containerAriaLabel="Done" />)
}
