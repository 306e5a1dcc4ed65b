// Choices that wait for a button (check, radio) and the one that acts at once (switch).
import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from 'react'

interface CheckProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'type'> {
  ref?: Ref<HTMLInputElement>
  label: ReactNode
  hint?: ReactNode
}

/** A checkbox with its words. It waits for a button; what acts at once is a Switch. */
export function Check({ label, hint, ...rest }: CheckProps) {
  return <Choice type="checkbox" look="box" label={label} hint={hint} {...rest} />
}

/** One radio button with its words; usually inside RadioGroup. */
export function Radio({ label, hint, ...rest }: CheckProps) {
  return <Choice type="radio" look="radio" label={label} hint={hint} {...rest} />
}

function Choice({ label, hint, look, ...rest }: CheckProps & { type: string; look: string }) {
  return (
    <label className="check">
      <input {...rest} className={look} />
      <span>
        {label}
        {hint ? <span className="hint">{hint}</span> : null}
      </span>
    </label>
  )
}

interface RadioGroupProps<T extends string> {
  legend: string
  value: T
  onChange: (value: T) => void
  options: readonly { value: T; label: ReactNode; hint?: ReactNode; disabled?: boolean }[]
}

/** One of a few, all of them visible. */
export function RadioGroup<T extends string>({ legend, value, onChange, options }: RadioGroupProps<T>) {
  const name = useId()
  return (
    <fieldset className="stack">
      <legend className="label mb-1">{legend}</legend>
      {options.map((option) => (
        <Radio
          key={option.value}
          name={name}
          label={option.label}
          hint={option.hint}
          disabled={option.disabled}
          checked={option.value === value}
          onChange={() => onChange(option.value)}
        />
      ))}
    </fieldset>
  )
}

interface SwitchProps {
  checked: boolean
  onChange: (on: boolean) => void
  label: ReactNode
  /** The words are elsewhere: they name the switch but are not drawn. */
  bare?: boolean
  disabled?: boolean
}

/** Acts at once, so its effect is a setting, never a step of a form. */
export function Switch({ checked, onChange, label, bare, disabled }: SwitchProps) {
  const id = useId()
  return (
    <span className="row">
      <button
        type="button"
        role="switch"
        className="switch"
        aria-checked={checked}
        aria-labelledby={id}
        disabled={disabled}
        onClick={() => onChange(!checked)}
      />
      <span id={id} className={bare ? 'sr' : ''}>
        {label}
      </span>
    </span>
  )
}
