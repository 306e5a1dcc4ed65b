// Two years of a company's use, 500 rows a day and by whom: the read-model rows that its records become, the same in every run.
import { addDays } from '../../worker/db/tenant/range.ts'
import type { ReadChange, ReadRow } from '../../worker/tenant/read-model.ts'

/** The last day of the two years. */
export const LAST = '2026-11-20'
export const DAYS = 730
const ROWS = 500
/** Anthropic's part of the rows; it names people in rows of their own, beside the ones that totals are made of. */
const CLAUDE = 320
const PEOPLE = 60
const KEYS = 40

const CLAUDE_MODELS = ['opus-5-5', 'sonnet-5-5', 'haiku-5-5', 'opus-5', 'sonnet-5', 'haiku-4-5'].map(
  (m) => `claude-${m}`,
)
const GPT_MODELS = ['gpt-6.2-sol', 'gpt-6.2-mini', 'gpt-6', 'gpt-5.5-mini', 'o6', 'text-embedding-4-large']

/** A small linear congruential generator; its low bits repeat soon and are not used. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state >>> 12) % sides
  }
}

const subjectAt = (n: number): string => `sub_${n.toString(32).padStart(26, '0')}`
const keyAt = (n: number): string => `${n < 26 ? 'apikey' : 'key'}_01hq3v2m8k4tarnw${n.toString().padStart(4, '0')}`
const pick = <T>(list: readonly T[], at: number): T | undefined => list[at]

/** The people, keys and workspaces that the rows name. */
export const DIRECTORY = {
  people: Array.from({ length: PEOPLE }, (_, n) => ({
    subject: subjectAt(n),
    name: `Person ${n}`,
    email: `person${n}@bench.example`,
  })),
  keys: Array.from({ length: KEYS }, (_, n) => ({
    id: keyAt(n),
    vendor: n < 26 ? 'anthropic' : 'openai',
    holder: n % 2 === 0 ? subjectAt(n % PEOPLE) : null,
  })),
  workspaces: Array.from({ length: 10 }, (_, n) => ({
    id: n < 6 ? `wrkspc_01hq3v2m8k4tar${n}` : `proj_01hq3v2m8k4tar${n}`,
    vendor: n < 6 ? 'anthropic' : 'openai',
    isDefault: n === 0 ? 1 : 0,
  })),
}

/** One day's rows, ready for the projection. `day` counts from the first of the two years. */
export function changesOfDay(tenant: string, day: number): ReadChange[] {
  const roll = dice(day + 1)
  const date = addDays(LAST, day + 1 - DAYS)
  const counts = () => ({
    uncached_input: roll(1_000_000),
    cache_read: roll(4_000_000),
    cache_write_5m: roll(100_000),
    cache_write_1h: roll(10_000),
    cache_write_30m: 0,
    cache_write_12h: 0,
    output: roll(100_000),
    estimate: roll(50) === 0 ? null : String(roll(1_000_000) * 1000),
  })
  const place = (vendor: string, at: number) =>
    DIRECTORY.workspaces.filter((one) => one.vendor === vendor)[at]?.id ?? null
  const base = (n: number, view: string): ReadRow => ({
    tenant,
    id: `${date}/${view}/${(Math.imul(n + 1, 2_654_435_761) >>> 0).toString(16)}${n}`,
    day: date,
    view,
    seq: day * 600 + n,
    rev: 0,
  })
  const claude = (n: number): ReadRow => ({
    ...base(n, 'dimensions'),
    stream: 'anthropic.usage',
    vendor: 'anthropic',
    product: null,
    model: pick(CLAUDE_MODELS, roll(6)) ?? null,
    workspace: roll(8) === 0 ? null : place('anthropic', 1 + roll(5)),
    api_key: roll(9) === 0 ? null : keyAt(roll(26)),
    subject: null,
    service_tier: pick(['standard', 'batch', 'priority'], roll(3)) ?? null,
    context_window: pick(['0-200k', '200k-1M'], roll(2)) ?? null,
    inference_geo: pick(['global', 'us'], roll(2)) ?? null,
    speed: roll(5) === 0 ? 'fast' : 'standard',
    ...counts(),
    web_searches: roll(3),
    requests: null,
    quantity: null,
    unit: null,
  })
  const gpt = (n: number): ReadRow => {
    const images = roll(40) === 0
    return {
      ...base(n, 'dimensions'),
      stream: images ? 'openai.usage.images' : 'openai.usage.completions',
      vendor: 'openai',
      product: images ? 'images' : 'completions',
      model: pick(GPT_MODELS, roll(6)) ?? null,
      workspace: place('openai', roll(4)),
      api_key: roll(9) === 0 ? null : keyAt(26 + roll(14)),
      subject: roll(3) === 0 ? null : subjectAt(roll(PEOPLE)),
      service_tier: pick(['default', 'flex', 'batch'], roll(3)) ?? null,
      context_window: null,
      inference_geo: null,
      speed: null,
      ...counts(),
      web_searches: 0,
      requests: roll(900),
      quantity: images ? roll(100) : null,
      unit: images ? 'images' : null,
    }
  }
  const actor = (n: number): ReadRow => ({
    ...claude(n),
    ...base(n, 'actors'),
    stream: 'anthropic.usage_actors',
    product: 'api',
    subject: subjectAt(n),
    service_tier: null,
    context_window: null,
    inference_geo: null,
    speed: null,
    requests: roll(900),
    estimate: null,
  })
  const rows = [
    ...Array.from({ length: ROWS }, (_, n) => (n < CLAUDE ? claude(n) : gpt(n))),
    ...Array.from({ length: PEOPLE }, (_, n) => actor(n)),
  ]
  return rows.map((row) => ({ table: 'usage', row }))
}
