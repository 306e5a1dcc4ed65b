// Why more than before: steps from one sum to the other that add up to the cent.
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { dollars, money } from '../../format.ts'

export interface Step {
  readonly label: string
  /** The second line: what is behind it. */
  readonly words?: ReactNode
  /** Nanodollars, signed. */
  readonly nano: string
  readonly link?: LinkProps
}

interface StepsProps {
  name: string
  steps: readonly Step[]
  /** "Difference, to the cent". The sum is made here, so it always adds up. */
  totalWords: string
}

/** A table whose bars each begin where the one before ended. */
export function Steps({ name, steps, totalWords }: StepsProps) {
  const ends: number[] = []
  for (const step of steps) ends.push((ends.at(-1) ?? 0) + dollars(step.nano))
  const low = Math.min(0, ...ends)
  const span = Math.max(0, ...ends) - low || 1
  const total = steps.reduce((sum, step) => sum + BigInt(step.nano), 0n)
  return (
    <table className="steps" aria-label={name}>
      <tbody>
        {steps.map((step, index) => {
          const from = ends[index - 1] ?? 0
          const to = ends[index] ?? 0
          return (
            <tr key={step.label}>
              <td>
                {step.link ? (
                  <Link className="plain" {...step.link}>
                    {step.label}
                  </Link>
                ) : (
                  step.label
                )}
                {step.words ? <span className="sub2">{step.words}</span> : null}
              </td>
              <td className="p4 w-40">
                <span className="step-track">
                  <i
                    className={to < from ? 'less' : ''}
                    style={{
                      left: `${((Math.min(from, to) - low) / span) * 100}%`,
                      width: `${Math.max(1, (Math.abs(to - from) / span) * 100)}%`,
                    }}
                  />
                </span>
              </td>
              <td className="num">{money(step.nano, { sign: true })}</td>
            </tr>
          )
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{totalWords}</th>
          <td className="p4" />
          <td className="num">{money(total, { sign: true })}</td>
        </tr>
      </tfoot>
    </table>
  )
}
