// The figures as a person reads them: plain tables, each number with its unit.
import type { Assumed } from './assumed.ts'
import { GB } from './list.ts'
import type { Measured } from './measure.ts'
import { METRICS, type Metrics } from './metrics.ts'
import { type Bill, marginalOf, objectBytes, type Sizes, tenantDay } from './model.ts'
import type { Product } from './product.ts'

/** 1234567 → 1.23 M: three digits are all that such figures are worth. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return 'never'
  const steps: [number, string][] = [
    [1e12, ' T'],
    [1e9, ' G'],
    [1e6, ' M'],
    [1e3, ' k'],
  ]
  const [by, unit] = steps.find(([step]) => Math.abs(value) >= step) ?? [1, '']
  const scaled = value / by
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.max(1, Math.abs(scaled)))))
  return `${scaled.toFixed(digits)}${unit}`
}

export const dollars = (value: number): string =>
  `$${value < 100 ? value.toFixed(2) : Math.round(value).toLocaleString('en-US')}`

/** Columns as wide as their widest cell; the first one to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)))
  const line = (row: readonly string[]) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ')
  return rows.map((row) => `  ${line(row)}`.trimEnd()).join('\n')
}

/** What was measured: an administrator's day, a content day, a message. */
export function measuredTable({ admin, content }: Measured): string {
  const day = (metric: keyof Metrics) => admin.fixed[metric] + admin.each[metric]
  return table([
    ['a day', 'both admin keys', 'of it by the clock', 'content, nothing said', 'a message'],
    ...METRICS.map((metric) => [
      metric,
      short(day(metric)),
      short(admin.fixed[metric]),
      short(content.fixed[metric]),
      content.each[metric].toPrecision(3),
    ]),
  ])
}

/** One column a size. */
export function sizesTable(measured: Measured, sizes: Sizes, assumed: Assumed, product: Product): string {
  const { days } = assumed
  const all = Object.entries(sizes).map(([name, size]) => {
    const day = tenantDay(measured, size)
    return { name, size, day, object: objectBytes(day, days, product.keep) }
  })
  const row = (title: string, value: (one: (typeof all)[number]) => string) => [title, ...all.map(value)]
  const gb = (bytes: number) => `${(bytes / GB).toFixed(2)} GB`
  return table([
    row('', ({ name }) => name),
    row('times the measured company', ({ size }) => String(size.company)),
    row('messages captured a day', ({ size }) => String(size.messages)),
    row('records a day', ({ day }) => short(day.records)),
    row(`records after ${days} days`, ({ object }) => short(object.records)),
    row('object: texts that stay', ({ object }) => gb(object.texts)),
    row('object: all else', ({ object }) => gb(object.kept)),
    row('D1', ({ day }) => gb(day.d1Bytes * days)),
    row('R2 vault, objects', ({ day }) => short(day.vaultObjects * days)),
    row('R2 vault', ({ day }) => gb(day.vaultBytes * days)),
    row('R2 archive, objects', ({ day }) => short(day.archiveObjects * days)),
    row('R2 archive', ({ day }) => gb(day.archiveBytes * days)),
    row('queue messages a day', ({ day }) => short(day.pulls + day.jobs)),
    row('D1 rows written a day', ({ day }) => short(day.d1RowsWritten)),
    row('object rows written a day', ({ day }) => short(day.ledgerRowsWritten)),
    row('Anthropic reports a day (1,440)', ({ day }) => short(day.anthropicReports)),
    row('Anthropic compliance a day (864,000)', ({ day }) => short(day.anthropicCompliance)),
    row('Anthropic lists a day (unpublished)', ({ day }) => short(day.anthropicOther)),
    row('OpenAI a day (unpublished)', ({ day }) => short(day.openaiRequests)),
    row('dollars a month, on the margin', ({ day }) => dollars(marginalOf(day, assumed, product))),
  ])
}

/** The month's bill, dearest first, and each line's part of it a tenant. */
export function billTable({ lines, dollars: sum }: Bill, tenants: number): string {
  const sorted = [...lines].sort((a, b) => b.dollars - a.dollars)
  return table([
    ['', 'a month', 'dollars', 'a tenant'],
    ...sorted.map(({ what, amount, dollars: cost }) => [
      what,
      short(amount),
      dollars(cost),
      `$${(cost / tenants).toFixed(4)}`,
    ]),
    ['all, with the plan', '', dollars(sum), `$${(sum / tenants).toFixed(4)}`],
  ])
}
