// Concordance DAT: one line a document, every value qualified. A value can neither end its field nor its line.

/** Field separator and text qualifier, ASCII 20 and 254; a line break inside a value is ASCII 174. */
const SEPARATOR = '\u0014'
const QUALIFIER = '\u00fe'
const NEWLINE = '\u00ae'
/** Joins several values of one field. */
const MULTI = ';'
const BOM = '\ufeff'

/**
 * A value as it stands between qualifiers. The three signs have no escape in this format, so they give way: a lower-case thorn to the capital
 * one, a registered sign to `(R)`, the separator and other control characters to a space. TEXT files have the text as it is.
 */
export function datValue(value: string): string {
  return value
    .toWellFormed()
    .replaceAll(QUALIFIER, '\u00de')
    .replaceAll(NEWLINE, '(R)')
    .replace(/\r\n|[\r\n\u0085\u2028\u2029]/g, NEWLINE)
    .replace(/\p{Cc}/gu, ' ')
}

/** Several values of one field; a semicolon inside one of them becomes a comma. */
export const datValues = (values: readonly string[]): string =>
  values.map((value) => value.replaceAll(MULTI, ',')).join(MULTI)

/** The file: a line with the fields' names, then one a document. Rows lack no field: the first one's order holds for all. */
export function writeDat(fields: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (values: readonly string[]): string =>
    `${values.map((value) => QUALIFIER + datValue(value) + QUALIFIER).join(SEPARATOR)}\r\n`
  return BOM + [fields, ...rows].map(line).join('')
}
