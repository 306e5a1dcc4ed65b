// When: preset, dates and zone in one control. The zone is part of it, never a footnote.
import { useRef, useState } from 'react'
import {
  customRange,
  nextRange,
  presetNames,
  previousRange,
  type RangeCode,
  rangeName,
  rangePresets,
  resolveRange,
} from '../date-range.ts'
import { useKeys } from '../prefs/keys.ts'
import { type Day, dayOf, dayRange, zoneName } from '../time.ts'
import { Button } from './button.tsx'
import { Field, Input } from './field.tsx'
import { Popover } from './float.tsx'
import { Icon } from './icon.tsx'

interface DateRangeProps {
  /** The code in the URL: `28d`, `mtd`, `2026-10-01..2026-10-31`. */
  value: RangeCode
  onChange: (value: RangeCode) => void
  /** `UTC` for vendor days; the set zone (IANA name) for event lists. */
  zone?: string
  /** Today in UTC; given by tests and the kit. */
  today?: Day
}

/** The date range of a page. Keys: `d` opens, `[` and `]` move by its own length. */
export function DateRange({ value, onChange, zone = 'UTC', today = dayOf(Date.now()) }: DateRangeProps) {
  const [open, setOpen] = useState(false)
  const trigger = useRef<HTMLButtonElement>(null)
  const days = resolveRange(value, today)
  const choose = (code: RangeCode) => {
    onChange(code)
    setOpen(false)
  }
  useKeys({
    d: () => trigger.current?.click(),
    '[': () => {
      const { from, to } = previousRange(days)
      onChange(customRange(from, to))
    },
    ']': () => {
      const next = nextRange(days, today)
      if (next) onChange(customRange(next.from, next.to))
    },
  })
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label="Date range"
      className="range-menu"
      trigger={
        <button ref={trigger} type="button" className="range">
          <span>
            <Icon name="calendar" size={14} />
            {rangeName(value)}
            <Icon name="down" size={12} />
          </span>
          <span className="p4">{dayRange(days.from, days.to)}</span>
          <span className="tz">{zoneName(zone)}</span>
        </button>
      }
    >
      <ul>
        {rangePresets.map((preset) => (
          <li key={preset}>
            <button type="button" className="item" aria-current={preset === value} onClick={() => choose(preset)}>
              {presetNames[preset]}
            </button>
          </li>
        ))}
      </ul>
      <CustomDays from={days.from} to={days.to} today={today} zone={zone} onChoose={choose} />
    </Popover>
  )
}

interface CustomDaysProps {
  from: Day
  to: Day
  today: Day
  zone: string
  onChoose: (code: RangeCode) => void
}

function CustomDays({ from, to, today, zone, onChoose }: CustomDaysProps) {
  const [first, setFirst] = useState(from)
  const [last, setLast] = useState(to)
  const wrong = first === '' || last === ''
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!wrong) onChoose(customRange(first, last))
      }}
    >
      <Field label="From">
        {(control) => (
          <Input
            {...control}
            type="date"
            max={today}
            value={first}
            onChange={(event) => setFirst(event.target.value)}
          />
        )}
      </Field>
      <Field label="To" hint={`Days are ${zoneName(zone)} days.`}>
        {(control) => (
          <Input {...control} type="date" max={today} value={last} onChange={(event) => setLast(event.target.value)} />
        )}
      </Field>
      <Button type="submit" size="sm" kind="primary" disabled={wrong}>
        Show these days
      </Button>
    </form>
  )
}
