// Who a figure or an event comes from.

export type VendorId = 'anthropic' | 'openai' | 'tallystick'

/** The vendors' names, spelled as they spell them. */
export const vendorNames: Record<VendorId, string> = {
  anthropic: 'Anthropic',
  openai: 'OpenAI',
  tallystick: 'Tallystick',
}
