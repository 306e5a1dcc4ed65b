// `npm run scale`: measures the simulator's company in this process, then works out what many tenants and years take and cost. No network.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ASSUMED, type Assumed, SIZES } from './assumed.ts'
import { fleetLimits, type Met, tenantLimits, vendorLimits } from './limits.ts'
import type { Measured } from './measure.ts'
import { billOf, fleetDay, monthOf, readEvery, type Sizes, storedAfter } from './model.ts'
import { product } from './product.ts'
import { billTable, measuredTable, sizesTable, table } from './report.ts'

const KEPT = join(import.meta.dirname, 'measured.json')

const options = {
  kept: { type: 'boolean' },
  keep: { type: 'boolean' },
  every: { type: 'string' },
  ...Object.fromEntries(Object.keys(ASSUMED).map((name) => [name, { type: 'string' as const }])),
} as const

const { values } = parseArgs({ options })

/** Numbers of the command line over ours. */
function assumedFrom(given: Record<string, unknown>): Assumed {
  const own = Object.keys(ASSUMED).flatMap((name) => {
    const value = Number(given[name])
    if (given[name] !== undefined && !(value > 0)) throw new RangeError(`--${name} takes a number above 0`)
    return given[name] === undefined ? [] : [[name, value] as const]
  })
  return { ...ASSUMED, ...Object.fromEntries(own) }
}

async function figures(): Promise<Measured> {
  // Our own file, written below.
  if (values.kept === true) return JSON.parse(readFileSync(KEPT, 'utf8')) as Measured
  console.log('Measuring: the company of the simulator, connected and read tick by tick for a day, three times …')
  const { measure } = await import('./measure.ts')
  const measured = await measure()
  if (values.keep === true) writeFileSync(KEPT, `${JSON.stringify(measured, null, 2)}\n`)
  return measured
}

const metTable = (rows: readonly Met[]): string =>
  table([['limit', 'used', 'met at'], ...rows.map(({ limit, used, met }) => [limit, used, met])])

const assumed = assumedFrom(values)
const ours = product()
const measured = await figures()
const taken = values.every === undefined ? measured : readEvery(measured, Number(values.every))
const alone: Sizes = { heavy: { share: 0, company: 8, messages: assumed.messages, kinds: SIZES.large?.kinds ?? [] } }
const day = fleetDay(taken, SIZES, assumed.tenants)
const stored = storedAfter(taken, SIZES, assumed.tenants, assumed.days, ours.keep)

const say = (title: string, body: string) => console.log(`\n${title}\n${body}`)
say(`Measured on ${measured.measuredAt}, a company of ${measured.people} people`, measuredTable(taken))
say(
  'Records a day by stream',
  table(Object.entries(measured.recordsByStream).map(([name, count]) => [name, count.toFixed(0)])),
)
say(
  'Bytes a row, indexes included',
  table(Object.entries(measured.bytesARow).map(([name, bytes]) => [name, String(bytes)])),
)
say('One tenant', sizesTable(taken, { ...SIZES, ...alone }, assumed, ours))
say('Limits that one tenant meets', metTable(tenantLimits(taken, { ...SIZES, ...alone }, assumed, ours)))
say('Limits of the vendors', metTable(vendorLimits(taken, { ...SIZES, ...alone })))
say(
  `Limits that ${assumed.tenants.toLocaleString('en-US')} tenants meet`,
  metTable(fleetLimits(taken, SIZES, assumed, ours)),
)
const bill = billOf(monthOf(day, stored, assumed, assumed.tenants, ours))
say(
  `A month of ${assumed.tenants.toLocaleString('en-US')} tenants after ${assumed.days} days`,
  billTable(bill, assumed.tenants),
)
