// The part of bidi-js that we call; the package has no types.
declare module 'bidi-js' {
  type Levels = { levels: Uint8Array; paragraphs: { start: number; end: number; level: number }[] }
  export default function bidi(): {
    /** Embedding level of every UTF-16 unit, UAX #9. */
    getEmbeddingLevels(text: string, direction?: 'ltr' | 'rtl' | 'auto'): Levels
    /** The character that stands for this one in right-to-left order, or null. */
    getMirroredCharacter(character: string): string | null
  }
}
