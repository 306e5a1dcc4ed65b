// Figures of an invented company for the kit page: the same every time, made by a small generator.
import { money, tokens } from '../../format.ts'
import { addDays, day } from '../../time.ts'
import { paintModels } from '../../ui/charts/paint.ts'
import type { BarPoint, Series } from '../../ui/charts/stacked-bars.tsx'
import type { VendorId } from '../../ui/marks.tsx'
import type { ProofState } from '../../ui/proof.tsx'

/** The day the kit takes for today. */
export const today = '2026-11-20'

const models: { label: string; vendor: VendorId }[] = [
  { label: 'claude-opus-5-5', vendor: 'anthropic' },
  { label: 'claude-sonnet-5-5', vendor: 'anthropic' },
  { label: 'claude-haiku-5-5', vendor: 'anthropic' },
  { label: 'gpt-6.1-sol', vendor: 'openai' },
  { label: 'gpt-6.2-sol', vendor: 'openai' },
  { label: 'gpt-6-luna', vendor: 'openai' },
]
const paints = paintModels(models)

export const modelSeries: Series[] = models.map(({ label }, index) => ({
  id: label,
  label,
  paint: paints[index] ?? { fill: 'none' },
}))
export const vendorSeries: Series[] = [
  { id: 'anthropic', label: 'Anthropic', paint: { fill: 'var(--a2)' } },
  { id: 'openai', label: 'OpenAI', paint: { fill: 'var(--o2)' } },
]

const wobble = (seed: number) => (Math.sin(seed * 12.9898) * 43758.5453) % 1

const days = Array.from({ length: 28 }, (_, index) => addDays(today, index - 27))
const level = (index: number) => {
  const weekday = new Date(`${days[index]}T00:00:00Z`).getUTCDay()
  const calm = weekday === 0 || weekday === 6
  return (
    (calm ? 0.13 : 1) * (index === 19 ? 1.75 : 1) * (index === 27 ? 0.45 : 1) * (0.92 + Math.abs(wobble(index)) * 0.2)
  )
}

/** Tokens per day by model. */
export const tokenPoints: BarPoint[] = days.map((key, index) => {
  const shares = [0.17, 0.21, 0.16, index > 24 ? 0.1 : 0.3, index > 24 ? 0.2 : 0, 0.14]
  const values = shares.map((share, part) =>
    Math.round(share * 8e8 * level(index) * (0.9 + Math.abs(wobble(index * 7 + part)) * 0.2)),
  )
  const total = values.reduce((sum, value) => sum + value, 0)
  return {
    key,
    label: day(key, { year: false }),
    title: day(key, { year: false, weekday: true }),
    values,
    words: values.map((value) => tokens(value)),
    total: tokens(total),
    open: index === 27,
  }
})

/** Dollars per day by vendor, with the estimate as a tick. */
export const costPoints: BarPoint[] = days.map((key, index) => {
  const values = [460 * level(index), 225 * level(index)].map((value) => Math.round(value * 100) / 100)
  const nano = (value: number) => (BigInt(Math.round(value * 100)) * 10_000_000n).toString()
  const total = values.reduce((sum, value) => sum + value, 0)
  const unbilled = index === 27
  return {
    key,
    label: day(key, { year: false }),
    title: day(key, { year: false, weekday: true }),
    values: unbilled ? [null, null] : values,
    words: unbilled ? ['–', '–'] : values.map((value) => money(nano(value))),
    total: unbilled ? '–' : money(nano(total)),
    tick: { value: total * 1.01, words: money(nano(total * 1.01)) },
    ...(unbilled ? { unbilled } : {}),
  }
})

/** The same without ticks: what the overview shows. */
export const overviewPoints: BarPoint[] = tokenPoints.map((point, index) => {
  const cost = costPoints[index]
  const values = [460 * level(index), 225 * level(index)]
  return { ...point, values, words: values.map((value) => `$${value.toFixed(2)}`), total: cost?.tick?.words ?? '–' }
})

export interface ModelRow {
  readonly model: string
  readonly vendor: VendorId
  readonly requests: number
  readonly tokens: number
  readonly nano: string | null
  readonly trend: readonly number[]
  readonly records: number
}

export const modelRows: ModelRow[] = [
  ...models.map(({ label, vendor }, index) => ({
    model: label,
    vendor,
    requests: [80_437, 172_724, 379_009, 173_259, 21_602, 358_551][index] ?? 0,
    tokens: [3_360_000_000, 3_700_000_000, 2_620_000_000, 3_710_000_000, 462_300_000, 2_470_000_000][index] ?? 0,
    nano:
      ['6455570000000', '3178810000000', '405350000000', '3485270000000', '416060000000', '309250000000'][index] ??
      null,
    trend: Array.from(
      { length: 21 },
      (_, step) => 10 + step * (index - 2) * 0.4 + Math.abs(wobble(step + index * 9)) * 3,
    ),
    records: [164, 257, 463, 257, 106, 443][index] ?? 0,
  })),
  {
    model: 'text-embedding-next',
    vendor: 'openai',
    requests: 1_204,
    tokens: 3_900_000,
    nano: null,
    trend: [],
    records: 41,
  },
]

export interface EventRow {
  readonly id: string
  readonly time: string
  readonly what: string
  readonly more: string
  readonly who: string
  readonly vendor: VendorId
  readonly proof: ProofState
  readonly checkpoint?: string
}

export const eventRows: EventRow[] = [
  {
    id: '1284893',
    time: '15:26:10',
    what: 'API key created',
    more: '“eval-nightly” in workspace Research',
    who: 'Bao Trinh',
    vendor: 'anthropic',
    proof: 'pending',
  },
  {
    id: '1284871',
    time: '15:18:55',
    what: 'Content revealed',
    more: 'matter 2026-11, 3 messages, reason given',
    who: 'Aoife Brannigan',
    vendor: 'tallystick',
    proof: 'pending',
  },
  {
    id: 'cp4213',
    time: '15:00',
    what: '',
    more: '',
    who: '',
    vendor: 'tallystick',
    proof: 'checkpointed',
    checkpoint: 'Checkpoint 4,213, 1,284,640 records',
  },
  {
    id: '1284602',
    time: '14:41:02',
    what: 'Project shared with organization',
    more: '“Supplier questions”',
    who: 'Sofia Marchetti',
    vendor: 'anthropic',
    proof: 'checkpointed',
  },
  {
    id: '1284577',
    time: '14:02:48',
    what: 'Role changed',
    more: 'Jonas Ekblad: user → developer',
    who: 'Aoife Brannigan',
    vendor: 'anthropic',
    proof: 'checkpointed',
  },
  {
    id: 'cp4210',
    time: '12:00',
    what: '',
    more: '',
    who: '',
    vendor: 'tallystick',
    proof: 'anchored',
    checkpoint: 'Checkpoint 4,210, 1,284,102 records · block 975,861',
  },
  {
    id: '1283902',
    time: '11:02:33',
    what: 'Project API key created',
    more: 'search-ranking',
    who: 'Ines Halvorsen',
    vendor: 'openai',
    proof: 'anchored',
  },
  {
    id: '1283688',
    time: '09:51:43',
    what: 'Sign-in succeeded',
    more: 'single sign-on',
    who: 'Ines Halvorsen',
    vendor: 'anthropic',
    proof: 'anchored',
  },
  {
    id: '1283655',
    time: '09:44:12',
    what: 'File viewed',
    more: 'name sealed',
    who: 'erased person',
    vendor: 'anthropic',
    proof: 'erased',
  },
]

/** Requests by weekday and hour. */
export const heat: number[][] = Array.from({ length: 7 }, (_, weekday) =>
  Array.from({ length: 24 }, (_, hour) => {
    const busy = weekday > 4 ? 0.15 : 1
    const bell = Math.max(0, 1 - Math.abs(hour - 13) / 7.5)
    return Math.round(40 * bell * busy * (0.6 + Math.abs(wobble(weekday * 31 + hour)) * 0.6))
  }),
)

export const start = Date.parse('2026-11-19T14:32:00Z')
export const end = start + 86_400_000
/** Times of records over the day before. */
export const recordTimes: number[] = Array.from(
  { length: 200 },
  (_, index) => start + Math.abs(wobble(index + 3)) * 86_400_000,
)
