// Tokens of one OpenAI row times the list: the parts that are billed, each at its own rate. Reference section 12, "Estimating one completions row".
import { divideHalfEven } from '../counts.ts'
import { counted, type UsageData } from './counter.ts'
import { entryOf, type ModalModel, OPENAI, type Rates, type Ratio, type TextModel } from './openai-list.ts'

const PICO_PER_NANO = 1000n
const NO_RATES: Rates = { input: null, cached_input: null, output: null }

/** The same for models with and without prices by modality. */
type Model = {
  text: TextModel['pico']
  audio: Rates
  image: Rates
  /** Modalities that change the price: without their counters the row has none. */
  told: readonly Modality[]
  priority?: Ratio | undefined
  ultrafast?: Ratio | undefined
}
type Modality = 'audio' | 'image'

/** Nanodollars of the tokens of a row, rounded once; undefined where a model, a tier or a modality has no price. */
export function tokenNano(data: UsageData, model: string, day: string): bigint | undefined {
  const priced = modelOf(model, day)
  const factor = priced === undefined ? undefined : factorOf(data, priced)
  const pico = priced === undefined ? undefined : picoOf(data, priced)
  if (factor === undefined || pico === undefined) return undefined
  const [n = 1, d = 1] = factor
  return divideHalfEven(pico * BigInt(n), BigInt(d) * PICO_PER_NANO)
}

function modelOf(model: string, day: string): Model | undefined {
  const plain = entryOf(OPENAI.text_models, model, day)
  if (plain !== undefined) {
    const { pico, priority, ultrafast } = plain
    // Pictures that such a model is shown are billed as its input; it neither hears, speaks nor draws at any price of the list.
    return { text: pico, audio: NO_RATES, image: { ...pico, output: null }, told: [], priority, ultrafast }
  }
  const modal = entryOf(OPENAI.modal_models, model, day)
  return modal === undefined ? undefined : modalModel(modal)
}

function modalModel({ text, audio, image }: ModalModel): Model {
  return {
    text: { ...text, cache_write_30m: null, cache_write_12h: null },
    audio: audio ?? NO_RATES,
    image: image ?? NO_RATES,
    told: [...(audio === null ? [] : (['audio'] as const)), ...(image === null ? [] : (['image'] as const))],
  }
}

/** What the list price is multiplied with, as a ratio; undefined where the list does not say. */
function factorOf(data: UsageData, model: Model): Ratio | undefined {
  const tier = data.service_tier ?? 'default'
  if (data.batch === true) return tier === 'default' ? OPENAI.batch : undefined
  if (tier === 'default') return [1, 1]
  if (tier === 'flex') return OPENAI.flex
  if (tier === 'priority') return model.priority
  return tier === 'ultrafast' ? model.ultrafast : undefined // scale is bought ahead; a tier of tomorrow has no price yet
}

function picoOf(data: UsageData, model: Model): bigint | undefined {
  const { text } = model
  const input = split(data, model, 'uncached_input', 'input')
  const cached = split(data, model, 'cache_read', 'cached')
  const output = split(data, model, 'output', 'output')
  if (input === undefined || cached === undefined || output === undefined) return undefined
  // Before gpt-5.6 writing to the cache costs nothing of its own: such tokens are plain input.
  const short = text.cache_write_30m ?? text.input
  const long = text.cache_write_12h ?? (text.cache_write_30m === null ? text.input : null)
  return sum([
    at(counted(data.cache_write_30m) ?? 0n, short),
    at(counted(data.cache_write_12h) ?? 0n, long),
    ...(['text', 'audio', 'image'] as const).flatMap((modality) => {
      const rates = model[modality]
      return [
        at(input[modality], rates.input),
        // No reduced rate is no reduction.
        at(cached[modality], rates.cached_input ?? rates.input),
        at(output[modality], rates.output),
      ]
    }),
  ])
}

type Parts = Record<'text' | Modality, bigint>

/** A total by modality; undefined when the total is unknown, a part that changes the price is, or the parts exceed it. */
function split(data: UsageData, model: Model, total: string, prefix: 'input' | 'cached' | 'output'): Parts | undefined {
  // Cached input is left out where nothing is cached; the others every endpoint with tokens says.
  const all = counted(data[total]) ?? (prefix === 'input' ? undefined : 0n)
  if (all === undefined) return undefined
  const part = (modality: Modality): bigint | undefined =>
    counted(data[`${prefix}_${modality}`]) ?? (all > 0n && model.told.includes(modality) ? undefined : 0n)
  const [audio, image] = [part('audio'), part('image')]
  if (audio === undefined || image === undefined) return undefined
  const text = all - audio - image
  return text < 0n ? undefined : { text, audio, image }
}

/** Nothing costs nothing, also at a rate that is not known. */
const at = (tokens: bigint, rate: number | null): bigint | undefined => {
  if (tokens === 0n) return 0n
  return rate === null ? undefined : tokens * BigInt(rate)
}

const sum = (parts: (bigint | undefined)[]): bigint | undefined =>
  parts.reduce((total, part) => (total === undefined || part === undefined ? undefined : total + part), 0n)
