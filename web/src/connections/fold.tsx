// A section under a key that stays folded until somebody asks: guidance, and request ids to quote.
import type { ReactNode } from 'react'
import { Icon } from '../ui/icon.tsx'
import './guidance.css'

export function Fold({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="fold">
      <summary>
        <Icon name="right" size={12} />
        {title}
      </summary>
      <div className="small sub stack">{children}</div>
    </details>
  )
}
