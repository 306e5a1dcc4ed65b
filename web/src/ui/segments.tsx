// Segments change how the same data is seen. What is seen changes with Tabs.
import type { ReactNode } from 'react'

interface SegmentsProps<T extends string> {
  /** Names the group for screen readers: "View", "Vendor". */
  label: string
  value: T
  onChange: (value: T) => void
  options: readonly { value: T; label: ReactNode; disabled?: boolean }[]
  className?: string
}

/** Two to five words side by side, one of them on. */
export function Segments<T extends string>({ label, value, onChange, options, className = '' }: SegmentsProps<T>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out inline with its siblings everywhere.
    <span className={`seg ${className}`} role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          disabled={option.disabled}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </span>
  )
}

/** The switch every chart has. */
export type ChartView = 'chart' | 'table'

export function ChartOrTable({ value, onChange }: { value: ChartView; onChange: (view: ChartView) => void }) {
  return (
    <Segments
      label="View"
      className="p2"
      value={value}
      onChange={onChange}
      options={[
        { value: 'chart', label: 'Chart' },
        { value: 'table', label: 'Table' },
      ]}
    />
  )
}
