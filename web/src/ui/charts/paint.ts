// Colours of series: hue is the vendor, depth is the model. Verdigris, plum, slate for what has no vendor.
import type { VendorId } from '../vendors.ts'

/** A fill, and the edge that the pale third step carries for contrast. */
export interface Paint {
  readonly fill: string
  readonly edge?: string
}

const anthropic: readonly Paint[] = [
  { fill: 'var(--a1)' },
  { fill: 'var(--a2)' },
  { fill: 'var(--a3)', edge: 'var(--a-line)' },
]
const openai: readonly Paint[] = [
  { fill: 'var(--o1)' },
  { fill: 'var(--o2)' },
  { fill: 'var(--o3)', edge: 'var(--o-line)' },
]
const others: readonly Paint[] = [{ fill: 'var(--c5)' }, { fill: 'var(--c6)' }, { fill: 'var(--c7)' }]

/** The colour of a whole vendor. */
export function vendorPaint(vendor: VendorId): Paint {
  if (vendor === 'anthropic') return { fill: 'var(--a2)' }
  if (vendor === 'openai') return { fill: 'var(--o2)' }
  return { fill: 'var(--c7)' }
}

/** The colour for everything that is not among the six. */
export const otherPaint: Paint = { fill: 'none', edge: 'var(--control)' }

/**
 * Paints a list of models in its own order (largest first): the first three of each vendor by depth, then `otherPaint`.
 * `vendor` null is a series without a vendor: a person, a workspace over both.
 */
export function paintModels<T extends { readonly vendor: VendorId | null }>(models: readonly T[]): Paint[] {
  const used = { anthropic: 0, openai: 0, none: 0 }
  return models.map(({ vendor }) => {
    const family = vendor === 'anthropic' || vendor === 'openai' ? vendor : 'none'
    const list = family === 'anthropic' ? anthropic : family === 'openai' ? openai : others
    const paint = list[used[family]] ?? otherPaint
    used[family] += 1
    return paint
  })
}
