// Fields of a form: label, control, hint, and the sentence when something is wrong. Controls are the browser's own.
import {
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react'
import { Icon } from './icon.tsx'

/** What `Field` hands its control: spread it on Input, TextArea or Select. */
export interface ControlProps {
  readonly id: string
  readonly 'aria-invalid'?: true
  readonly 'aria-describedby'?: string
}

interface FieldProps {
  label: ReactNode
  /** What to enter, or what follows from it. Stays when there is an error. */
  hint?: ReactNode
  /** What is wrong and what to do. Sets the border, the icon and `aria-describedby`. */
  error?: ReactNode
  /** At the end of the label's line: "Where to find it". */
  end?: ReactNode
  children: (control: ControlProps) => ReactNode
}

/** Label, control and the words about it. `<Field label="Name">{(c) => <Input {...c} {...register('name')} />}</Field>` */
export function Field({ label, hint, error, end, children }: FieldProps) {
  const id = useId()
  const wrong = error !== undefined && error !== null && error !== false && error !== ''
  const described = [wrong ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ')
  return (
    <div className="field">
      <span className="lab">
        <label htmlFor={id}>{label}</label>
        {end ? <span className="end">{end}</span> : null}
      </span>
      {children({
        id,
        ...(wrong ? { 'aria-invalid': true as const } : {}),
        ...(described ? { 'aria-describedby': described } : {}),
      })}
      {wrong ? (
        <span className="err" id={`${id}-error`} role="alert">
          <Icon name="stop" />
          <span>{error}</span>
        </span>
      ) : null}
      {hint ? (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      ) : null}
    </div>
  )
}

interface InputProps extends InputHTMLAttributes<HTMLInputElement> {
  ref?: Ref<HTMLInputElement>
  /** For what a person compares or pastes: keys, hashes, addresses. */
  mono?: boolean
}

/** One line of text. */
export function Input({ mono, className = '', ...rest }: InputProps) {
  return <input type="text" {...rest} className={`input ${mono ? 'mono' : ''} ${className}`} />
}

interface AreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  ref?: Ref<HTMLTextAreaElement>
  mono?: boolean
}

/** Several lines of text: reasons, notes. */
export function TextArea({ mono, className = '', ...rest }: AreaProps) {
  return <textarea rows={3} {...rest} className={`area ${mono ? 'mono' : ''} ${className}`} />
}

interface SelectProps extends SelectHTMLAttributes<HTMLSelectElement> {
  ref?: Ref<HTMLSelectElement>
  options: readonly { value: string; label: string; disabled?: boolean }[]
}

/** One of few: the browser's own list, so phones and screen readers know it. */
export function Select({ options, className = '', ...rest }: SelectProps) {
  return (
    <span className="select-wrap">
      <select {...rest} className={`select ${className}`}>
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon name="down" size={12} />
    </span>
  )
}
