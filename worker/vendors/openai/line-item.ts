// What the name of a bill line says: `[tier | ]model[ modality], kind[, long context]`, read leniently. Reference section 6.

export type CostType =
  | 'tokens'
  | 'web_search'
  | 'file_search'
  | 'code_interpreter'
  | 'storage'
  | 'fine_tuning'
  | 'images'
  | 'audio'
  | 'other'

export type LineItem = {
  cost_type: CostType
  token_type: string | null
  model: string | null
  /** Null is the standard tier: its lines have no prefix. */
  service_tier: string | null
  context_window: 'long' | null
}

const OTHER: LineItem = {
  cost_type: 'other',
  token_type: null,
  model: null,
  service_tier: null,
  context_window: null,
}

/** Names of what is not billed by token; the first that fits counts. */
const THINGS: readonly (readonly [RegExp, CostType])[] = [
  [/\bweb search/, 'web_search'],
  [/\bfile search/, 'file_search'],
  [/\bcode interpreter|\bcontainers?\b/, 'code_interpreter'],
  [/\bstorage\b/, 'storage'],
  [/\bfine[ -]?tun|\btraining\b/, 'fine_tuning'],
  [/\bimages?\b/, 'images'],
  [/\baudio\b|\bspeech\b|\btranscription|\bcharacters\b|\bduration\b|\bseconds\b|\bminutes\b/, 'audio'],
]
/** Words that only names of token counters have. */
const COUNTER = /\b(?:input|output|cached?|tokens?)\b/
const MODEL = /^[\w.:-]{1,200}$/
const MODALITY = / +(text|audio|image)$/i

/** Reads a name. One that it cannot read is `other`: the name itself stays whole in the record, and so does its money. */
export function lineItem(name: string | null): LineItem {
  if (name === null) return OTHER
  const bar = name.indexOf('|')
  const prefix = bar < 0 ? '' : plain(name.slice(0, bar))
  const [said = '', ...kinds] = name.slice(bar + 1).split(',')
  const known = kinds.map(plain).filter((kind) => kind !== '')
  const context_window = known.includes('long context') ? 'long' : null
  const kind = known.find((one) => one !== 'long context')
  const read = kind === undefined ? onePart(plain(said)) : twoParts(said.trim(), kind)
  if (read === undefined) return OTHER
  // A tier is one word; `assistants api` and the like say a product, which has no tier.
  const service_tier = /^[a-z]+$/.test(prefix) && prefix !== 'default' && prefix !== 'standard' ? prefix : null
  return { ...read, service_tier, context_window }
}

type Read = Pick<LineItem, 'cost_type' | 'token_type' | 'model'>

function onePart(thing: string): Read | undefined {
  const cost_type = typeOf(thing) ?? (thing.endsWith(' tokens') ? 'tokens' : undefined)
  return cost_type === undefined ? undefined : { cost_type, token_type: null, model: null }
}

function twoParts(said: string, kind: string): Read | undefined {
  const modality = MODALITY.exec(said)?.[1]?.toLowerCase()
  const model = said.replace(MODALITY, '')
  if (!MODEL.test(model)) return undefined
  const thing = typeOf(kind)
  // Training is billed by token too, but it is no use of the model.
  const cost_type = thing !== 'fine_tuning' && COUNTER.test(kind) ? 'tokens' : thing
  if (cost_type === undefined) return undefined
  if (cost_type !== 'tokens')
    return { cost_type, token_type: cost_type === 'fine_tuning' ? underscored(kind) : null, model }
  const counter = underscored(kind.replace(/ tokens?$/, ''))
  return {
    cost_type,
    token_type: modality === undefined || modality === 'text' ? counter : `${modality}_${counter}`,
    model,
  }
}

const typeOf = (thing: string): CostType | undefined => THINGS.find(([pattern]) => pattern.test(thing))?.[1]

/** Lower case, one space between words. */
const plain = (text: string): string => text.toLowerCase().replaceAll('_', ' ').replace(/\s+/g, ' ').trim()
const underscored = (text: string): string => text.replace(/[^a-z0-9]+/g, '_').slice(0, 100)
