// The exact bytes of a record as readable lines: one member a line, in the order in which they stand.

/** One line. `name` is empty for items of a list and for closing brackets; `hash` values may be shown short. */
export interface Line {
  readonly indent: number
  readonly name: string
  readonly value: string
  readonly strong: boolean
  readonly hash: boolean
}

const hash = /^[0-9a-f]{64}$/

/** The lines of a record's text; null when it is not a JSON object, so that the page shows the bytes as they are. */
export function linesOf(record: string): Line[] | null {
  let value: unknown
  try {
    value = JSON.parse(record)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return members(value, 0)
}

function members(value: object, indent: number): Line[] {
  const entries = Object.entries(value)
  return entries.flatMap(([name, one], index) => write(name, one, indent, index < entries.length - 1 ? ',' : ''))
}

function write(name: string, value: unknown, indent: number, end: string): Line[] {
  if (typeof value !== 'object' || value === null) return [plain(name, value, indent, end)]
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object' || one === null)) {
    return [line(name, `[${value.map((one) => JSON.stringify(one)).join(', ')}]${end}`, indent)]
  }
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  const inside = Array.isArray(value)
    ? value.flatMap((one, index) => write('', one, indent + 1, index < value.length - 1 ? ',' : ''))
    : members(value, indent + 1)
  if (inside.length === 0) return [line(name, `${open}${close}${end}`, indent)]
  return [line(name, open, indent), ...inside, line('', `${close}${end}`, indent)]
}

function plain(name: string, value: unknown, indent: number, end: string): Line {
  const isText = typeof value === 'string'
  const isHash = isText && hash.test(value)
  return { indent, name, value: `${JSON.stringify(value)}${end}`, strong: isText, hash: isHash }
}

const line = (name: string, value: string, indent: number): Line => ({
  indent,
  name,
  value,
  strong: false,
  hash: false,
})
