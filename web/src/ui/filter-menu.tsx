// One filter of the bar: a chip that opens its choices. Empty it says "all"; set it is verdigris and can be taken away.
import { useState } from 'react'
import { Input } from './field.tsx'
import { Popover } from './float.tsx'
import { Icon } from './icon.tsx'

export interface FilterOption {
  readonly value: string
  readonly label: string
  /** A second word at the end: how many records, which vendor. */
  readonly end?: string
}

interface FilterMenuProps {
  /** The word before the colon: "Workspace". */
  label: string
  /** What is chosen, in the URL's own words. Empty is all. */
  value: readonly string[]
  onChange: (value: string[]) => void
  options: readonly FilterOption[]
  /** The word for nothing chosen: "all", "anyone". */
  all?: string
  /** Only one at a time; choosing closes. */
  single?: boolean
  /** Cannot be taken away (compare, group by): then it keeps the plain look. */
  fixed?: boolean
}

/** A chip with a list behind it; over eight choices the list has a search field. */
export function FilterMenu({ label, value, onChange, options, all = 'all', single, fixed }: FilterMenuProps) {
  const [open, setOpen] = useState(false)
  const [find, setFind] = useState('')
  const named = (one: string) => options.find((option) => option.value === one)?.label ?? one
  const words = value.length === 0 ? all : value.length === 1 ? named(value[0] ?? '') : `${value.length} chosen`
  const on = value.length > 0 && !fixed
  const shown = options.filter((option) => option.label.toLowerCase().includes(find.toLowerCase()))

  function choose(one: string) {
    if (single) {
      onChange([one])
      setOpen(false)
    } else {
      onChange(value.includes(one) ? value.filter((other) => other !== one) : [...value, one])
    }
  }

  return (
    <span className={`chip ${on ? 'on' : ''}`}>
      <Popover
        open={open}
        onOpenChange={(next) => {
          setOpen(next)
          setFind('')
        }}
        label={label}
        trigger={
          <button type="button">
            {label}: <b>{words}</b>
            {on ? null : <Icon name="down" size={12} />}
          </button>
        }
      >
        {options.length > 8 ? (
          <div className="find">
            <Input
              placeholder={`Find in ${label.toLowerCase()}`}
              aria-label={`Find in ${label.toLowerCase()}`}
              value={find}
              onChange={(event) => setFind(event.target.value)}
            />
          </div>
        ) : null}
        <div role="menu" aria-label={label}>
          {shown.map((option) => (
            // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles carry aria-checked.
            <button
              key={option.value}
              type="button"
              role={single ? 'menuitemradio' : 'menuitemcheckbox'}
              aria-checked={value.includes(option.value)}
              className="item"
              onClick={() => choose(option.value)}
            >
              <span className={value.includes(option.value) ? '' : 'invisible'}>
                <Icon name="check" size={14} />
              </span>
              <span className="cut grow">{option.label}</span>
              {option.end ? <span className="end">{option.end}</span> : null}
            </button>
          ))}
        </div>
        {shown.length === 0 ? <p className="item dim">Nothing fits “{find}”</p> : null}
        {on && !single ? (
          <div className="foot">
            <span className="dim">{value.length} chosen</span>
            <button type="button" className="inline-link" onClick={() => onChange([])}>
              Clear
            </button>
          </div>
        ) : null}
      </Popover>
      {on ? (
        <button type="button" className="x" aria-label={`Remove filter ${label}`} onClick={() => onChange([])}>
          <Icon name="close" size={12} />
        </button>
      ) : null}
    </span>
  )
}
