// The text of a message: paragraphs with their line breaks, code, simple tables. Nothing in it can be followed, fetched or run.
import { useMemo, useState } from 'react'
import type { TextPiece } from '../../../worker/http/schemas/content.ts'
import { count } from '../format.ts'
import { type Block, blocksOf } from './blocks.ts'
import './content.css'
import type { Line } from './pieces.ts'
import { Pieces } from './pieces.tsx'

/** Characters from which a message is folded: some three screens of text. */
const foldFrom = 6_000

export function MessageText({ pieces }: { pieces: readonly TextPiece[] }) {
  const blocks = useMemo(() => blocksOf(pieces), [pieces])
  const length = pieces.reduce((sum, { text }) => sum + text.length, 0)
  const [whole, setWhole] = useState(length <= foldFrom)
  return (
    <>
      <div className={`message-text ${whole ? '' : 'folded'}`}>
        {blocks.map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a record never change.
          <BlockOf key={index} block={block} />
        ))}
      </div>
      {whole ? null : (
        <button type="button" className="inline-link small" onClick={() => setWhole(true)}>
          Show all {count(length)} characters
        </button>
      )}
    </>
  )
}

function BlockOf({ block }: { block: Block }) {
  if (block.kind === 'table') return <TableOf head={block.head} rows={block.rows} />
  if (block.kind === 'code') {
    return (
      <pre dir="ltr">
        <Lines lines={block.lines} />
      </pre>
    )
  }
  return (
    <p dir="auto">
      <Lines lines={block.lines} />
    </p>
  )
}

/** Line breaks stay what they are: the stylesheet keeps them. */
function Lines({ lines }: { lines: readonly Line[] }) {
  return lines.map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a record never change.
    <span key={index}>
      {index > 0 ? '\n' : null}
      <Pieces pieces={line} />
    </span>
  ))
}

function TableOf({ head, rows }: { head: readonly Line[]; rows: readonly (readonly Line[])[] }) {
  return (
    <div className="message-table">
      <table className="small">
        <thead>
          <tr>
            {head.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a record never change.
              <th key={index} scope="col" dir="auto">
                <Pieces pieces={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a record never change.
            <tr key={at}>
              {row.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the cells of a record never change.
                <td key={index} dir="auto">
                  <Pieces pieces={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
