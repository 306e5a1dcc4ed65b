// Sentences with names in them as they stand on the screen.
import { Fragment } from 'react'
import type { Words } from './text.ts'

export function Said({ words }: { words: Words }) {
  return words.map((piece, index) =>
    typeof piece === 'string' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence keep their order.
      <Fragment key={index}>{piece}</Fragment>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence keep their order.
      <b key={index} className={piece.mono ? 'mono wrap-anywhere' : undefined}>
        {piece.name}
      </b>
    ),
  )
}
