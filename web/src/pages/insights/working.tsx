// "Show the arithmetic": how a figure came about, folded away until somebody asks; which one is open stands in the URL.
import { type ReactNode, useId } from 'react'
import { Button } from '../../ui/button.tsx'
import type { InsightsSearch, SetSearch, Working } from './ask.ts'

interface ArithmeticProps {
  of: Working
  search: InsightsSearch
  set: SetSearch
  children: ReactNode
}

export function Arithmetic({ of, search, set, children }: ArithmeticProps) {
  const id = useId()
  const open = search.arithmetic === of
  return (
    <div className="working">
      <Button
        size="sm"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => set({ arithmetic: open ? undefined : of })}
      >
        {open ? 'Hide the arithmetic' : 'Show the arithmetic'}
      </Button>
      <div id={id} hidden={!open} className="well small stack">
        {open ? children : null}
      </div>
    </div>
  )
}

/** Sums as they are added up, one a line, the result under a rule. */
export function Sum({ name, lines, result }: SumProps) {
  return (
    <table className="sum" aria-label={name}>
      <tbody>
        {lines.map(([words, value]) => (
          <tr key={words}>
            <td>{words}</td>
            <td className="num">{value}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{result[0]}</th>
          <td className="num">{result[1]}</td>
        </tr>
      </tfoot>
    </table>
  )
}

type Line = readonly [words: string, value: string]

interface SumProps {
  name: string
  lines: readonly Line[]
  result: Line
}
