// Sizes of files in words, decimal as download lists of browsers have them.

/** `18.4 MB`, from bytes. */
export function bytesWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const [unit, size] = bytes < 1e6 ? ['kB', bytes / 1e3] : bytes < 1e9 ? ['MB', bytes / 1e6] : ['GB', bytes / 1e9]
  return `${size < 100 ? size.toFixed(1) : Math.round(size)} ${unit}`
}
