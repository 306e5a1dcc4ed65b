// Opticon OPT: one line a page image, the first page of a document marked and counted.

export type PageImage = { bates: string; path: string; documentPages?: number }

/** `ImageKey,Volume,Path,DocBreak,FolderBreak,BoxBreak,PageCount`. Keys, volumes and paths are our own, without a comma. */
export function writeOpt(volume: string, pages: readonly PageImage[]): string {
  return pages
    .map(
      ({ bates, path, documentPages }) =>
        `${bates},${volume},${path},${documentPages === undefined ? '' : 'Y'},,,${documentPages ?? ''}\r\n`,
    )
    .join('')
}
