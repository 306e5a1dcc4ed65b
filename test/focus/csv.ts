// Reading CSV as strictly as RFC 4180 has it, for tests.

export type Table = { columns: string[]; rows: (string | null)[][] }

/** RFC 4180, strict: what is no CSV throws. An empty cell that is not quoted is null. */
export function readCsv(text: string): Table {
  const rows: (string | null)[][] = [[]]
  let at = 0
  while (at < text.length) {
    const quoted = text[at] === '"'
    const cell = quoted ? /"((?:[^"]|"")*)"/y : /[^,"\r\n]*/y
    cell.lastIndex = at
    const [whole, inner] = cell.exec(text) ?? []
    if (whole === undefined) throw new Error(`no cell at ${at}`)
    at += whole.length
    rows.at(-1)?.push(quoted ? (inner ?? '').replaceAll('""', '"') : whole === '' ? null : whole)
    if (text[at] === ',') at++
    else if (text.startsWith('\r\n', at) || text[at] === '\n') {
      at += text[at] === '\r' ? 2 : 1
      if (at < text.length) rows.push([])
    } else if (at < text.length) throw new Error(`neither comma nor end of line at ${at}`)
  }
  const [columns = [], ...rest] = rows
  return { columns: columns.map((column) => column ?? ''), rows: rest }
}
