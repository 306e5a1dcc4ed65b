// Reveals in force in this window, and those that wait for a second person. Neither a text nor a reason is kept here.
import { useEffect, useState } from 'react'
import { leftUntil } from '../../content/countdown.ts'

export interface Reveal {
  readonly id: string
  readonly until: string
}

/** A reveal of each chat, until it ends. Another window or a reload begins masked again. */
export function useReveals() {
  const [reveals, setReveals] = useState<Readonly<Record<string, Reveal>>>({})
  const mask = (chat: string) => setReveals(({ [chat]: _, ...rest }) => rest)
  return {
    of: (chat: string) => reveals[chat],
    mask,
    set: (chat: string, one: Reveal) => setReveals((old) => ({ ...old, [chat]: one })),
  }
}

/** Milliseconds that are left, told every second; `onEnd` once they are gone. */
export function useLeft(until: string, onEnd: () => void): number {
  const [left, setLeft] = useState(() => leftUntil(until, Date.now()))
  useEffect(() => {
    const turn = setInterval(() => setLeft(leftUntil(until, Date.now())), 1_000)
    return () => clearInterval(turn)
  }, [until])
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when the time is over.
  useEffect(() => {
    if (left === 0) onEnd()
  }, [left])
  return left
}

/** What was asked for and is not approved yet: ids alone. */
export interface Asked {
  readonly approval: string
  readonly messages: readonly number[] | null
}

const place = (chat: string) => `tallystick.reveal.${chat}`

/** The wish for a chat that waits, kept over a reload of this window. */
export function useAsked(chat: string) {
  const [asked, setAsked] = useState<Asked | null>(() => readAsked(sessionStorage.getItem(place(chat))))
  const keep = (one: Asked | null) => {
    setAsked(one)
    if (one === null) sessionStorage.removeItem(place(chat))
    else sessionStorage.setItem(place(chat), JSON.stringify(one))
  }
  return { asked, keep }
}

/** What stands in the window's store, or null when it is not ours. */
export function readAsked(stored: string | null): Asked | null {
  try {
    const value: unknown = JSON.parse(stored ?? 'null')
    if (typeof value !== 'object' || value === null || !('approval' in value) || !('messages' in value)) return null
    const { approval, messages } = value
    if (typeof approval !== 'string') return null
    if (messages === null) return { approval, messages }
    const seqs = Array.isArray(messages) ? messages.filter((seq): seq is number => Number.isInteger(seq)) : []
    return { approval, messages: seqs.length > 0 ? seqs : null }
  } catch {
    return null
  }
}
