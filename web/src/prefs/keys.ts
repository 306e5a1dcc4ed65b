// Keys of the whole product: one listener, pages add theirs while they are on screen.
import { useEffect, useRef } from 'react'
import { singleKeysOn } from './theme.ts'

/** What a key does. The key is `j`, `?`, `Enter`, `mod+k` (Ctrl or Cmd), or a pair typed in order, `g u`. */
export type Keys = Record<string, (event: KeyboardEvent) => void>

interface Layer {
  current: Keys
}

const layers: Layer[] = []
let first: { key: string; at: number } | null = null
const pairWithin = 1200

/** Adds keys while the component is mounted. Later layers come first, so an open drawer can take `Escape` from its page. */
export function useKeys(keys: Keys): void {
  const layer = useRef(keys)
  useEffect(() => {
    layer.current = keys
  })
  useEffect(() => {
    if (layers.length === 0) document.addEventListener('keydown', heard)
    layers.push(layer)
    return () => {
      layers.splice(layers.indexOf(layer), 1)
      if (layers.length === 0) document.removeEventListener('keydown', heard)
    }
  }, [])
}

function heard(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || event.isComposing) return
  const mod = event.ctrlKey || event.metaKey
  if (mod) {
    run(`mod+${event.key.toLowerCase()}`, event)
    return
  }
  if (isTyping(event.target) || isOverlayOpen() || isPressing(event)) return
  const single = event.key.length === 1
  if (single && !singleKeysOn()) return
  const pair = first && Date.now() - first.at < pairWithin ? `${first.key} ${event.key}` : null
  first = null
  if (pair && run(pair, event)) return
  if (run(event.key, event)) return
  if (layers.some((layer) => Object.keys(layer.current).some((key) => key.startsWith(`${event.key} `)))) {
    first = { key: event.key, at: Date.now() }
  }
}

function run(key: string, event: KeyboardEvent): boolean {
  const layer = layers.findLast((one) => key in one.current)
  if (!layer) return false
  event.preventDefault()
  layer.current[key]?.(event)
  return true
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}

/** Enter on a link or button is that link's or button's own. */
function isPressing(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && event.target instanceof HTMLElement && event.target.closest('a, button') !== null
}

/** Menus, dialogs and the palette have keys of their own. */
function isOverlayOpen(): boolean {
  return document.querySelector('[role="dialog"][data-state="open"], [role="menu"][data-state="open"]') !== null
}
