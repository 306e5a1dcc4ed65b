// Lanes of work: who sends what to which kind of model, how much, and when. Usage, costs and Claude Code all come from these.
import { dayNumber } from '../days.ts'
import { chanceOf } from '../random.ts'
import { type ApiKey, leakedKey } from './keys.ts'
import type { Family } from './models.ts'
import type { Person } from './people.ts'
import type { Shape } from './season.ts'
import type { Turn, Turns } from './turns.ts'
import type { Workspace } from './workspaces.ts'

export type Mix = 'chat' | 'code' | 'batch' | 'document' | 'loop'

export interface Lane {
  readonly id: string
  readonly workspace: string
  readonly apiKey: string | null
  readonly serviceAccount: string | null
  /** The member, when the request was signed by OAuth (`account_id`). */
  readonly account: string | null
  /** The member behind Console use, which only the newer analytics show. */
  readonly person: string | null
  readonly product: string
  readonly family: Family | 'preview'
  readonly tier: 'standard' | 'batch' | 'priority'
  readonly context: '0-200k' | '200k-1M'
  readonly geo: 'us' | 'global'
  readonly speed: 'standard' | 'fast'
  /** Uncached input tokens of a weekday at the size of November 2026. */
  readonly weight: number
  readonly mix: Mix
  readonly shape: Shape
  readonly weekend: number
  /** Days the lane waits before it takes up a new model. */
  readonly lag: number
  readonly from: number
  readonly until: number
  readonly webSearch: boolean
  readonly turn: Turn | null
}

/** Key, families with `L` for the long context window, tier, tokens of the first family, mix, shape, weekend, lag. */
type Row = readonly [string, string, Lane['tier'], number, Mix, Shape, number, number]

const rows: readonly Row[] = [
  ['svc-assistant-prod', 'sonnet sonnetL haiku haikuL opus opusL', 'standard', 14_000_000, 'chat', 'flat', 0.55, 10],
  ['svc-assistant-prod', 'sonnet opus', 'priority', 2_400_000, 'chat', 'flat', 0.5, 10],
  ['svc-search-prod', 'haiku haikuL sonnet sonnetL opus', 'standard', 22_000_000, 'document', 'flat', 0.6, 3],
  ['svc-search-prod', 'haiku sonnet', 'batch', 9_000_000, 'batch', 'night', 0.9, 3],
  ['field-app', 'sonnet haiku opus sonnetL', 'standard', 5_000_000, 'chat', 'office', 0.2, 0],
  ['support-triage', 'haiku sonnet opus haikuL sonnetL', 'standard', 11_000_000, 'chat', 'flat', 0.4, 7],
  ['support-summaries', 'sonnet sonnetL haiku opus haikuL', 'batch', 8_000_000, 'batch', 'night', 0.5, 21],
  ['ci-automation', 'opus sonnet haiku opusL sonnetL', 'standard', 1_700_000, 'code', 'flat', 0.15, 2],
  ['eval-nightly', 'sonnet sonnetL opus opusL haiku fable', 'batch', 3_500_000, 'batch', 'night', 0.8, 0],
  ['eval-nightly', 'fable opus sonnet', 'standard', 400_000, 'document', 'night', 0.6, 0],
  ['data-enrichment', 'haiku haikuL sonnet sonnetL opus', 'batch', 16_000_000, 'batch', 'night', 1, 14],
  ['data-enrichment', 'haiku sonnet opus', 'standard', 2_000_000, 'document', 'office', 0.1, 14],
  ['doc-extraction', 'sonnetL sonnet opusL opus haikuL', 'standard', 4_500_000, 'document', 'office', 0.1, 5],
  ['doc-extraction', 'sonnetL opusL sonnet', 'batch', 5_000_000, 'batch', 'night', 0.7, 5],
  ['finance-reports', 'opus sonnet haiku opusL', 'standard', 600_000, 'document', 'office', 0.02, 0],
  [leakedKey, 'sonnet haiku', 'standard', 350_000, 'chat', 'office', 0.05, 0],
  ['research-notebook', 'opus sonnet', 'standard', 900_000, 'chat', 'office', 0.1, 0],
  ['contractor-pilot', 'sonnet haiku', 'standard', 1_200_000, 'chat', 'office', 0, 0],
  ['legacy-chatbot', 'sonnet haiku', 'standard', 9_000_000, 'chat', 'flat', 0.6, 60],
  ['hackathon', 'haiku', 'standard', 60_000_000, 'chat', 'office', 1.4, 0],
]

/** The key that search ranking comes to. */
const searchKey = 'svc-search-prod'

/** Days on which a key stopped being used. */
const ends: Readonly<Record<string, number>> = {
  'legacy-chatbot': dayNumber('2026-02-14'),
  hackathon: dayNumber('2024-12-20'),
  'research-notebook': dayNumber('2026-09-15'),
  'contractor-pilot': dayNumber('2026-07-31'),
}

const common = {
  apiKey: null,
  serviceAccount: null,
  account: null,
  person: null,
  speed: 'standard',
  turn: null,
} as const

function keyLanes(keys: readonly ApiKey[], workspaces: readonly Workspace[], incident: number): Lane[] {
  return rows.flatMap(([name, families, tier, weight, mix, shape, weekend, lag]) => {
    const key = keys.find((each) => each.name === name)
    const home = workspaces.find((each) => each.id === key?.workspace)
    if (key === undefined || home === undefined) throw new Error(`no key ${name}`)
    const product = tier === 'batch' ? 'message_batches_api' : 'messages_api'
    const until = name === leakedKey ? incident : (ends[name] ?? Number.MAX_SAFE_INTEGER)
    const base = { ...common, workspace: home.id, apiKey: key.id, serviceAccount: key.serviceAccount, product }
    return families.split(' ').map((word, index): Lane => {
      const isLong = word.endsWith('L')
      return {
        ...base,
        id: `${name} ${tier} ${word}`,
        family: (isLong ? word.slice(0, -1) : word) as Family, // the words above are families by construction
        tier,
        context: isLong ? '200k-1M' : '0-200k',
        geo: home.geo,
        weight: weight / (index + 1) ** 1.5,
        mix,
        shape,
        weekend,
        lag,
        from: key.created,
        until,
        webSearch: mix === 'chat' && !isLong,
      }
    })
  })
}

/** Claude Code of members who pay by the token: signed by OAuth, in the workspace that Claude Code made. */
function codeLanes(people: readonly Person[], workspace: string, seed: number, turns: Turns | null): Lane[] {
  const turn: Turn | null = turns === null ? null : { kind: 'doubles', day: turns.growth }
  const words = ['opus', 'haiku', 'sonnet', 'opusL', 'fable', 'opusF']
  const coders = people.filter((person) => person.code === 'api')
  return coders.flatMap((person, index) => {
    const size = 0.3 + 2.4 * chanceOf(seed, `size ${person.id}`) ** 2
    const used = words.filter((_, at) => at < 3 || (index + at) % (at === 5 ? 9 : at === 4 ? 4 : 2) === 0)
    return used.map((word): Lane => {
      const family = word.replace(/[LF]$/, '') as Family // the words above are families by construction
      return {
        ...common,
        id: `code ${person.id} ${word}`,
        workspace,
        account: person.id,
        product: 'claude_code',
        family,
        tier: 'standard',
        context: word.endsWith('L') ? '200k-1M' : '0-200k',
        geo: 'global',
        speed: word.endsWith('F') ? 'fast' : 'standard',
        weight: size * (word === 'opus' ? 160_000 : word === 'haiku' ? 90_000 : 45_000),
        mix: 'code',
        shape: 'office',
        weekend: 0.06,
        lag: index % 5,
        from: Math.max(person.joined, dayNumber('2025-06-30')),
        until: person.left ?? Number.MAX_SAFE_INTEGER,
        webSearch: false,
        turn,
      }
    })
  })
}

/** People who try prompts in the Console: no key and no account in the classic report. */
function consoleLanes(people: readonly Person[], workspaces: readonly Workspace[]): Lane[] {
  const users = people.filter((person) => person.role !== 'billing').slice(0, 5)
  return users.flatMap((person, index) => {
    const home = workspaces.find((each) => each.name === (index % 2 === 0 ? 'Default' : 'Research'))
    if (home === undefined) throw new Error('no workspace for the Console')
    const families: Lane['family'][] = index === 1 ? ['opus', 'preview'] : ['opus', 'sonnet']
    return families.map((family): Lane => {
      return {
        ...common,
        id: `console ${person.id} ${family}`,
        workspace: home.id,
        person: person.id,
        product: 'claude_console',
        family,
        tier: 'standard',
        context: '0-200k',
        geo: 'global',
        weight: 24_000,
        mix: 'chat',
        shape: 'office',
        weekend: 0,
        lag: 0,
        from: Math.max(person.joined, home.created),
        until: Number.MAX_SAFE_INTEGER,
        webSearch: true,
      }
    })
  })
}

/** Five hours in which somebody else's loop runs on the leaked key. */
function leakLane(key: ApiKey, incident: number): Lane {
  const dims = { tier: 'standard', context: '0-200k', geo: 'global', family: 'opus' } as const
  const when = { shape: 'leak', weekend: 1, lag: 0, from: incident, until: incident } as const
  const source = { workspace: key.workspace, apiKey: key.id, product: 'messages_api' }
  return { ...common, ...source, ...dims, ...when, id: 'leak', weight: 90_000_000, mix: 'loop', webSearch: false }
}

/** Families and tokens of search ranking here: many small services, so that its days are even. */
const SEARCHES = [
  ['sonnet', 9_000_000],
  ['sonnet', 8_000_000],
  ['sonnet', 7_000_000],
  ['sonnet', 7_000_000],
  ['haiku', 14_000_000],
] as const

/** Search ranking, from the day on which it left the other vendor. */
function searchLanes(key: ApiKey, geo: Lane['geo'], day: number): Lane[] {
  const dims = { tier: 'standard', context: '0-200k', geo } as const
  const when = { shape: 'flat', weekend: 0.6, lag: 3, from: day, until: Number.MAX_SAFE_INTEGER } as const
  const source = { workspace: key.workspace, apiKey: key.id, product: 'messages_api' }
  const turn = { kind: 'arrives', day } as const
  const lane = { ...common, ...source, ...dims, ...when, mix: 'document', webSearch: false, turn } as const
  return SEARCHES.map(([family, weight], index): Lane => ({ ...lane, id: `search ${index}`, family, weight }))
}

/** Every lane that the company ever had. `incident` is the day of the leak. */
export function lanesOf(
  seed: number,
  people: readonly Person[],
  workspaces: readonly Workspace[],
  keys: readonly ApiKey[],
  incident: number,
  turns: Turns | null,
): Lane[] {
  const codeHome = workspaces.find((each) => each.name === 'Claude Code')
  const leaked = keys.find((each) => each.name === leakedKey)
  const search = keys.find((each) => each.name === searchKey)
  const home = workspaces.find((each) => each.id === search?.workspace)
  if (codeHome === undefined || leaked === undefined || search === undefined || home === undefined)
    throw new Error('the company misses a part')
  return [
    ...keyLanes(keys, workspaces, incident),
    ...codeLanes(people, codeHome.id, seed, turns),
    ...consoleLanes(people, workspaces),
    leakLane(leaked, incident),
    ...(turns === null ? [] : searchLanes(search, home.geo, turns.shift)),
  ]
}
