// Lanes of generated text: which key asks which family of models, how much, in which tier, and when.
import type { Shape } from '../../company/season.ts'
import type { Turn, Turns } from '../../company/turns.ts'
import { dayNumber } from '../../days.ts'
import { chanceOf } from '../../random.ts'
import type { Family } from './models.ts'
import type { Tier } from './prices.ts'
import { deletedKey, formerKey, isService, type ProjectKey, searchAccount } from './projects.ts'

export type Mix = 'chat' | 'code' | 'bulk' | 'document' | 'voice'

export interface Lane {
  readonly id: string
  readonly key: ProjectKey
  readonly family: Family
  readonly tier: Tier
  readonly batch: boolean
  /** Uncached input tokens of a weekday at the size of November 2026. */
  readonly weight: number
  readonly mix: Mix
  readonly shape: Shape
  readonly weekend: number
  readonly lag: number
  readonly from: number
  readonly until: number
  /** Billed a day after its usage is shown. */
  readonly isBilledLate: boolean
  /** Prompts beyond 272,000 tokens, which usage rows do not tell; matters only with the knob `openai_long_context`. */
  readonly isLong: boolean
  /** Only on days for which a test asked for late usage. */
  readonly isExtra: boolean
  readonly turn: Turn | null
}

type Kind = Tier | 'batch'
type Row = readonly [string, string, Kind, number, Mix, Shape, number, number, string?]

/** Key, families, tier, tokens of the first family, mix, shape, weekend, lag, first day. */
const rows: readonly Row[] = [
  ['support-bot', 'luna sol', 'default', 14_000_000, 'chat', 'flat', 0.5, 4],
  ['support-bot', 'sol', 'priority', 2_200_000, 'chat', 'flat', 0.5, 4, '2026-03-17'],
  ['support-bot', 'voice', 'default', 900_000, 'voice', 'flat', 0.4, 0],
  ['field-backend', 'luna', 'default', 9_000_000, 'chat', 'flat', 0.6, 8],
  ['field-backend', 'pinned', 'priority', 1_400_000, 'chat', 'flat', 0.6, 0, '2025-12-01'],
  ['ci', 'terra sol', 'default', 2_600_000, 'code', 'flat', 0.15, 1],
  ['ci', 'terra', 'flex', 1_900_000, 'code', 'night', 0.3, 1, '2025-06-02'],
  ['eval-runner', 'sol luna', 'batch', 3_600_000, 'bulk', 'night', 0.8, 0],
  ['eval-runner', 'astra', 'flex', 500_000, 'document', 'night', 0.6, 0, '2025-06-10'],
  ['eval-runner', 'preview', 'default', 700_000, 'document', 'office', 0.1, 0],
  ['nightly-batch', 'luna', 'batch', 16_000_000, 'bulk', 'night', 1, 4],
  ['intake-index', 'luna terra', 'default', 7_000_000, 'document', 'office', 0.1, 6],
  ...Array.from({ length: 5 }, (): Row => [searchAccount, 'sol', 'default', 2_600_000, 'document', 'flat', 0.6, 3]),
  ...Array.from({ length: 3 }, (): Row => [searchAccount, 'sol', 'default', 2_600_000, 'chat', 'flat', 0.6, 3]),
  ['hackathon-bot', 'luna', 'default', 500_000, 'chat', 'office', 0.3, 12],
  [deletedKey, 'luna', 'default', 1_100_000, 'document', 'office', 0.1, 6],
  [formerKey, 'sol', 'default', 300_000, 'chat', 'office', 0.05, 1],
]

/** The lane whose bill comes a day late. */
const lateKey = 'nightly-batch'

function serviceLanes(keys: readonly ProjectKey[], turns: Turns | null): Lane[] {
  return rows.flatMap(([name, families, kind, weight, mix, shape, weekend, lag, from], place) => {
    const key = keys.find((each) => each.name === name)
    if (key === undefined) throw new Error(`no key ${name}`)
    return families.split(' ').map((word, index): Lane => {
      return {
        id: `${name} ${kind} ${word}${name === searchAccount ? ` ${place}` : ''}`,
        key,
        family: word as Family, // the words above are families by construction
        tier: kind === 'batch' ? 'default' : kind,
        batch: kind === 'batch',
        weight: weight / (index + 1) ** 1.5,
        mix,
        shape,
        weekend,
        lag,
        from: Math.max(key.created, from === undefined ? 0 : dayNumber(from)),
        until: Number.MAX_SAFE_INTEGER,
        isBilledLate: name === lateKey,
        isLong: name === 'intake-index' && word === 'terra',
        isExtra: false,
        turn: turns !== null && name === searchAccount ? { kind: 'leaves', day: turns.shift } : null,
      }
    })
  })
}

/** People with keys of their own: two or three families in Engineering, whose keys come first, one elsewhere. */
function personalLanes(seed: number, keys: readonly ProjectKey[]): Lane[] {
  const own = keys.filter((key) => !isService(key.owner) && key.name.endsWith('-dev') && key.name !== formerKey)
  const engineering = own[0]?.project
  return own.flatMap((key, index) => {
    const size = 0.3 + 2.4 * chanceOf(seed, `size ${key.id}`) ** 2
    const words: readonly Family[] = key.project === engineering ? ['terra', 'sol', 'astra'] : ['sol']
    return words
      .filter((_, at) => at < 2 || index % 6 !== 1)
      .map((family, at): Lane => {
        return {
          id: `${key.id} ${family}`,
          key,
          family,
          tier: 'default',
          batch: false,
          weight: size * ([170_000, 90_000, 30_000][words.length === 1 ? 1 : at] ?? 0),
          mix: key.project === engineering ? 'code' : 'chat',
          shape: 'office',
          weekend: 0.06,
          lag: 1,
          from: key.created,
          until: Number.MAX_SAFE_INTEGER,
          isBilledLate: false,
          isLong: false,
          isExtra: false,
          turn: null,
        }
      })
  })
}

/** Every lane, the one for late usage last. */
export function lanesOf(seed: number, keys: readonly ProjectKey[], turns: Turns | null): Lane[] {
  const lanes = [...serviceLanes(keys, turns), ...personalLanes(seed, keys)]
  const late = lanes.find((lane) => lane.id === 'intake-index default luna')
  return late === undefined ? lanes : [...lanes, { ...late, id: 'late', tier: 'flex', isExtra: true }]
}
