// How a chart of figures is cut: by day, week or month.
import { Segments } from '../ui/segments.tsx'
import type { Step } from './days.ts'

const steps: readonly { value: Step; label: string }[] = [
  { value: 'day', label: 'Day' },
  { value: 'week', label: 'Week' },
  { value: 'month', label: 'Month' },
]

export function StepSwitch({ value, onChange }: { value: Step; onChange: (step: Step) => void }) {
  return <Segments label="Cut by" value={value} onChange={onChange} options={steps} />
}
