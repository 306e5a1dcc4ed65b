// The vendor that every screen of figures can be cut down to: its field of the URL, and how it goes along from screen to screen.
import { choice } from '../search.ts'
import type { VendorId } from '../ui/vendors.ts'

/** The vendors that a figure can come from, in the order in which they are named everywhere. */
export const vendorChoices = ['anthropic', 'openai'] as const
export type VendorChoice = (typeof vendorChoices)[number]

/** `vendor=openai`; absent is all vendors. */
export const vendorField = choice(...vendorChoices)

const isVendorChoice = (word: unknown): word is VendorChoice => vendorChoices.some((one) => one === word)

interface Asked<S> {
  /** What the URL says where the link stands. */
  search: S
  next: (search: S) => S
}

/**
 * A search middleware of the router: a link that says nothing of a vendor takes the one along that is chosen where it stands, so
 * rail, palette and keys keep it without knowing of it. A link that says `vendor: undefined` means all vendors.
 *
 * @example createRoute({ …, validateSearch, search: { middlewares: [keepVendor()] } })
 */
export function keepVendor<V extends VendorId = VendorChoice>() {
  return ({ search, next }: Asked<{ vendor?: V | VendorChoice | undefined }>) => {
    const asked = next(search)
    if ('vendor' in asked || !isVendorChoice(search.vendor)) return asked
    return { ...asked, vendor: search.vendor }
  }
}
