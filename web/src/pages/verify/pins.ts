// The keys that a person pinned in this browser: read from what was pasted, kept between visits, handed to the verifier.
import * as z from 'zod/mini'
import { parseVkey } from '../../../../worker/ledger/vkey.ts'
import type { Store } from '../../verify/memory.ts'

/** A verifier key as C2SP signed-note writes it, and when it was pinned here (ISO 8601). */
export interface Pin {
  readonly vkey: string
  readonly at: string
}

/** The verifier looks at every pin; more than these are not kept. */
const mostPins = 64
const place = 'tallystick.pins'
const shape = z.array(z.object({ vkey: z.string(), at: z.string() }))

/** What is pinned here, oldest first; empty at first sight, and without what is no longer a key. */
export function readPins(store: Store): Pin[] {
  try {
    const found = shape.safeParse(JSON.parse(store.getItem(place) ?? '[]'))
    return found.success ? found.data.filter(({ vkey }) => parseVkey(vkey) !== undefined).slice(0, mostPins) : []
  } catch {
    return []
  }
}

/** Keeps the pins. Storage that is full or forbidden keeps nothing: then they last as long as the page. */
export function writePins(store: Store, pins: readonly Pin[]): void {
  try {
    store.setItem(place, JSON.stringify(pins))
  } catch {
    // The page says where pins are kept; the check itself does not depend on it.
  }
}

/** The keys that `text` names, one a line, and the lines that name none. Quotes and `--pin` of a copied command are welcome. */
export function keysIn(text: string): { keys: string[]; wrong: string[] } {
  const keys: string[] = []
  const wrong: string[] = []
  for (const line of text.split('\n')) {
    for (const part of line.split(/\s+/)) {
      const word = part.replace(/^["']|["',\\]+$/g, '')
      if (word === '' || word === '--pin') continue
      if (parseVkey(word)) keys.push(word)
      else wrong.push(word)
    }
  }
  return { keys, wrong }
}

/** The pins with these keys among them; one that is pinned already keeps its date. */
export function withKeys(pins: readonly Pin[], keys: readonly string[], now: string): Pin[] {
  const known = new Set(pins.map(({ vkey }) => vkey))
  const fresh = [...new Set(keys)].filter((vkey) => !known.has(vkey)).map((vkey) => ({ vkey, at: now }))
  return [...pins, ...fresh].slice(0, mostPins)
}
