// Usage of everything but generated text: embeddings, pictures, sound, stores, containers and the calls of tools.
import { growth, type Shape, season } from '../../company/season.ts'
import type { Calm } from '../../company/turns.ts'
import { randomFrom } from '../../random.ts'
import { openaiId } from './ids.ts'
import { type Family, newestOn } from './models.ts'
import { storageGrain } from './prices.ts'
import { archivedProject, isService, type Project, type ProjectKey } from './projects.ts'
import type { Counter, Counts, Product, UsageRow } from './usage.ts'

interface Plan {
  readonly product: Product
  /** A key's name, or a project's for endpoints that know no keys. */
  readonly of: string
  readonly model?: string
  readonly family?: Family
  readonly counter: Counter
  /** Units of a weekday at the size of November 2026. */
  readonly units: number
  /** Units a request, where the endpoint counts requests. */
  readonly each?: number
  readonly more?: Partial<Pick<UsageRow, 'source' | 'size' | 'store' | 'context'>>
  readonly shape?: Shape
  readonly weekend?: number
}

const embedding = { product: 'embeddings', counter: 'input', each: 900 } as const
const moderation = { product: 'moderations', counter: 'input', each: 300, model: 'omni-moderation-2024-09-26' } as const
const picture = { product: 'images', counter: 'images', each: 1, family: 'picture' } as const
const speech = { product: 'audio_speeches', counter: 'characters', each: 600 } as const
const hearing = { product: 'audio_transcriptions', counter: 'seconds', each: 90 } as const
const container = { product: 'code_interpreter_sessions', counter: 'sessions' } as const
const fileSearch = { product: 'file_search_calls', counter: 'calls' } as const
const webSearch = { product: 'web_search_calls', counter: 'calls', each: 0.6 } as const
const storage = { product: 'vector_stores', counter: 'bytes', shape: 'flat', weekend: 1 } as const

const plans: readonly Plan[] = [
  { ...embedding, of: 'intake-index', model: 'text-embedding-3-large', units: 30_000_000 },
  { ...embedding, of: 'intake-index', model: 'text-embedding-3-small', units: 9_000_000 },
  { ...embedding, of: 'support-bot', model: 'text-embedding-3-small', units: 6_000_000, shape: 'flat', weekend: 0.5 },
  { ...moderation, of: 'support-bot', units: 4_000_000, shape: 'flat', weekend: 0.5 },
  { ...moderation, of: 'field-backend', units: 2_500_000, shape: 'flat', weekend: 0.6 },
  { ...picture, of: 'studio 0', units: 60, more: { source: 'image.generation', size: '1024x1024' } },
  { ...picture, of: 'studio 0', units: 24, more: { source: 'image.edit', size: '1024x1024' } },
  { ...picture, of: 'studio 1', units: 36, more: { source: 'image.generation', size: '1024x1792' } },
  { ...speech, of: 'studio 1', model: 'tts-1-hd', units: 60_000 },
  { ...speech, of: 'field-backend', model: 'tts-1', units: 400_000, shape: 'flat', weekend: 0.6 },
  { ...hearing, of: 'support-bot', model: 'whisper-1', units: 21_000, shape: 'flat', weekend: 0.4 },
  { ...storage, of: 'Document Intake', units: 5_200 * storageGrain },
  { ...storage, of: 'Support Copilot', units: 1_900 * storageGrain },
  { ...storage, of: archivedProject, units: 160 * storageGrain },
  { ...container, of: 'Research', units: 60 },
  { ...container, of: 'Engineering', units: 44 },
  { ...fileSearch, of: 'support-bot', units: 900, more: { store: 'handbook' }, shape: 'flat', weekend: 0.5 },
  { ...fileSearch, of: 'support-bot', units: 400, more: { store: 'tickets' }, shape: 'flat', weekend: 0.5 },
  { ...fileSearch, of: 'intake-index', units: 260, more: { store: 'contracts' } },
  {
    ...webSearch,
    of: 'support-bot',
    family: 'sol',
    units: 300,
    more: { context: 'medium' },
    shape: 'flat',
    weekend: 0.5,
  },
  {
    ...webSearch,
    of: 'field-backend',
    family: 'sol',
    units: 120,
    more: { context: 'low' },
    shape: 'flat',
    weekend: 0.6,
  },
  { ...webSearch, of: 'engineer 0', family: 'sol', units: 14, more: { context: 'high' } },
  { ...webSearch, of: 'engineer 1', family: 'terra', units: 9, more: { context: 'medium' } },
  { ...webSearch, of: 'engineer 3', family: 'sol', units: 11, more: { context: 'medium' } },
  { ...webSearch, of: 'engineer 4', family: 'sol', units: 7, more: { context: 'low' } },
  { ...webSearch, of: 'engineer 5', family: 'terra', units: 8, more: { context: 'medium' } },
]

/** A plan with the key or the project that it means. */
export interface Extra {
  readonly plan: Plan
  readonly key: ProjectKey | null
  readonly project: string
  readonly from: number
}

/** Finds the keys and projects of the plans: `studio 1` is the second key of the studio, `engineer 0` the first of Engineering. */
export function extrasOf(projects: readonly Project[], keys: readonly ProjectKey[]): Extra[] {
  const place = (name: string) => projects.find((each) => each.name === name)
  const personal = (name: string, index: number) =>
    keys.filter((key) => key.project === place(name)?.id && key.name.endsWith('-dev'))[index]
  return plans.map((plan) => {
    const [word = '', index = ''] = plan.of.split(' ')
    const project = place(plan.of)
    if (project !== undefined) return { plan, key: null, project: project.id, from: project.created + 30 }
    const pools: Readonly<Record<string, string>> = { studio: 'Marketing Studio', engineer: 'Engineering' }
    const pool = pools[word]
    const key = pool === undefined ? keys.find((each) => each.name === plan.of) : personal(pool, Number(index))
    if (key === undefined) throw new Error(`nothing is called ${plan.of}`)
    return { plan, key, project: key.project, from: key.created }
  })
}

/** All rows of a whole day beyond generated text. */
export function extraRows(
  seed: number,
  extras: readonly Extra[],
  day: number,
  factor: number,
  calm: Calm | null,
): UsageRow[] {
  return extras.flatMap(({ plan, key, project, from }, index): UsageRow[] => {
    const model =
      plan.model ?? (plan.family === undefined ? null : newestOn(plan.family, Math.min(day, calm?.newest ?? day)))
    if (day < from || (plan.family !== undefined && model === null)) return []
    const random = randomFrom(seed, `openai extra ${index} ${day}`)
    const grain =
      plan.counter === 'bytes' ? storageGrain : plan.counter === 'input' || plan.counter === 'characters' ? 2 : 1
    const rhythm =
      plan.counter === 'bytes' ? 1 : season(day, plan.weekend ?? 0.05, calm !== null) * (0.7 + 0.6 * random())
    const units = grain * Math.round((plan.units * growth(day) * rhythm * factor) / grain)
    if (units === 0) return []
    const requests = plan.each === undefined ? {} : { requests: Math.max(1, Math.round(units / plan.each)) }
    const counts: Counts = { [plan.counter]: units, ...requests }
    const owner = key === null || isService(key.owner) ? null : key.owner.id
    const store = plan.more?.store === undefined ? null : openaiId('vs_', seed, plan.more.store ?? '', 24)
    const none = { source: null, size: null, context: null, tier: 'default', batch: false, lane: null } as const
    const who = { project, key: key?.id ?? null, user: owner, model }
    const shape = plan.shape ?? 'office'
    return [{ ...none, ...plan.more, store, product: plan.product, day, ...who, counts, shape }]
  })
}
