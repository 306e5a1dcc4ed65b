// Hashes and what else a person compares or pastes: short with a copy button, whole on hover and in details.
import { useEffect, useState } from 'react'
import { shortHash } from '../format.ts'
import { Button, type ButtonSize } from './button.tsx'
import { Icon } from './icon.tsx'

function useCopied(value: string): { copied: boolean; copy: () => void } {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const later = setTimeout(() => setCopied(false), 1_600)
    return () => clearTimeout(later)
  }, [copied])
  const copy = () => {
    navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  return { copied, copy }
}

/** A 24-px button that copies. `what` names it: "hash", "request id". */
export function CopyButton({ value, what }: { value: string; what: string }) {
  const { copied, copy } = useCopied(value)
  return (
    <button
      type="button"
      className={`copy ${copied ? 'done' : ''}`}
      aria-label={copied ? 'Copied' : `Copy ${what}`}
      onClick={copy}
    >
      <Icon name={copied ? 'check' : 'copy'} size={14} />
    </button>
  )
}

/** The same with words. */
export function CopyTextButton({
  value,
  children = 'Copy',
  size = 'sm',
}: {
  value: string
  children?: string
  size?: ButtonSize
}) {
  const { copied, copy } = useCopied(value)
  return (
    <Button size={size} icon={copied ? 'check' : 'copy'} onClick={copy}>
      {copied ? 'Copied' : children}
    </Button>
  )
}

/** A hash as 8…4 in mono with copy; `full` breaks anywhere. */
export function Hash({ value, full, what = 'hash' }: { value: string; full?: boolean; what?: string }) {
  const short = shortHash(value)
  return (
    <span className={`hash ${full ? 'full' : ''}`} title={full ? undefined : value}>
      <span>
        <span className="lead">{value.slice(0, 8)}</span>
        {full ? value.slice(8) : short.tail}
      </span>
      <CopyButton value={value} what={what} />
    </span>
  )
}
