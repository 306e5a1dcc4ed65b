// Masked text as lines of pieces: what a screen draws, and what a passage that was masked looks like when it was revealed.
import type { TextPiece } from '../../../worker/http/schemas/content.ts'

export type Line = readonly TextPiece[]

/** A passage whose text was left out: it has a mark and nothing but the mark's own words. A revealed one keeps its mark beside its text. */
export function isMasked({ text, mark }: TextPiece): boolean {
  return mark !== undefined && (text === '' || text === `[${mark.kind} ${mark.number}]`)
}

/** How many passages are masked. */
export const maskedIn = (pieces: readonly TextPiece[] | null): number => pieces?.filter(isMasked).length ?? 0

/** The plain words of some pieces, with a chip as `e-mail 1` in them: for names and labels, which hold no chips. */
export function plainOf(pieces: readonly TextPiece[], chip: (mark: NonNullable<TextPiece['mark']>) => string): string {
  return pieces.map((piece) => (piece.mark && isMasked(piece) ? chip(piece.mark) : piece.text)).join('')
}

const breaks = /\r\n|[\n\r\u0085\u2028\u2029]/

/** Cuts pieces at line breaks of every kind. A masked passage is never cut. */
export function linesOf(pieces: readonly TextPiece[]): Line[] {
  const lines: TextPiece[][] = [[]]
  for (const piece of pieces) {
    const parts = isMasked(piece) ? [piece.text] : piece.text.split(breaks)
    for (const [index, text] of parts.entries()) {
      if (index > 0) lines.push([])
      if (text !== '' || isMasked(piece)) lines.at(-1)?.push({ ...piece, text })
    }
  }
  return lines
}

/** The text of a line when nothing in it is marked, else null: only such a line can be a fence or a rule of a table. */
export function bareText(line: Line): string | null {
  return line.some(({ mark }) => mark !== undefined) ? null : line.map(({ text }) => text).join('')
}
