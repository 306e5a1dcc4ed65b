// The chip that says what sums are compared with.
import type { DayRange } from '../date-range.ts'
import { daysBetween } from '../time.ts'
import { FilterMenu } from '../ui/filter-menu.tsx'
import type { Versus } from './days.ts'

interface VersusMenuProps {
  value: Versus
  range: DayRange
  onChange: (value: Versus) => void
}

/** `Compare: previous 28 days`. Always set, so it keeps the plain look. */
export function VersusMenu({ value, range, onChange }: VersusMenuProps) {
  const days = daysBetween(range.from, range.to)
  const options: { value: Versus; label: string }[] = [
    { value: 'before', label: days === 1 ? 'previous day' : `previous ${days} days` },
    { value: 'year', label: 'same weekdays last year' },
    { value: 'none', label: 'nothing' },
  ]
  return (
    <FilterMenu
      label="Compare"
      value={[value]}
      options={options}
      onChange={(next) => onChange(options.find((option) => option.value === next[0])?.value ?? 'before')}
      single
      fixed
    />
  )
}
