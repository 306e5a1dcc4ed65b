// Pieces of a text on the screen: plain words, a chip for what is masked, a dotted line under what was revealed.
import type { TextPiece } from '../../../worker/http/schemas/content.ts'
import { Masked } from '../ui/marks.tsx'
import { markWords } from './mark-words.ts'
import { isMasked } from './pieces.ts'

/** One line. React writes text as text: nothing from outside becomes an element, an address or an attribute. */
export function Pieces({ pieces }: { pieces: readonly TextPiece[] }) {
  return pieces.map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a record never change.
    <Piece key={index} piece={piece} />
  ))
}

function Piece({ piece }: { piece: TextPiece }) {
  const { text, mark } = piece
  if (mark === undefined) return text
  const { short, what } = markWords[mark.kind]
  if (isMasked(piece)) return <Masked kind={short} number={mark.number} />
  return (
    <span className="revealed" title={`Revealed: ${what} ${mark.number}`}>
      {text}
    </span>
  )
}
