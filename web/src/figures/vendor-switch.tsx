// All vendors or one of them: the same switch in the filter bar of every screen of figures.
import { Vendor } from '../ui/marks.tsx'
import { Segments } from '../ui/segments.tsx'
import type { VendorId } from '../ui/vendors.ts'
import { type VendorChoice, vendorChoices } from './vendor.ts'

interface VendorSwitchProps<T extends VendorId> {
  /** From the URL; undefined is all vendors. */
  value: VendorChoice | NoInfer<T> | undefined
  onChange: (vendor: VendorChoice | NoInfer<T> | undefined) => void
  /** A source that only this screen has, after the vendors: our own acts on Activity. */
  further?: readonly T[]
}

/** All vendors · Anthropic · OpenAI. */
export function VendorSwitch<T extends VendorId = never>({ value, onChange, further = [] }: VendorSwitchProps<T>) {
  const sources = [...vendorChoices, ...further]
  return (
    <Segments
      label="Vendor"
      value={value ?? 'all'}
      onChange={(next) => onChange(sources.find((one) => one === next))}
      options={[
        { value: 'all', label: further.length > 0 ? 'All' : 'All vendors' },
        ...sources.map((one) => ({ value: one, label: <Vendor id={one} /> })),
      ]}
    />
  )
}
