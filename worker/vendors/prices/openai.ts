// What a row of one of OpenAI's usage endpoints would cost by the list: each has a way of its own. Reference section 12.
import { divideHalfEven } from '../counts.ts'
import { counted, type UsageData } from './counter.ts'
import { entryOf, OPENAI } from './openai-list.ts'
import { tokenNano } from './openai-tokens.ts'

type Row = { data: UsageData; model: string; day: string; quantity: bigint | undefined }
type Pricing = (row: Row) => bigint | undefined

/** Nanodollars, rounded once, half to even; undefined where the list has no price for the model, the tier or the endpoint. */
export function estimateOpenai(data: UsageData): bigint | undefined {
  const { product, model, day, quantity } = data
  const pricing = typeof product === 'string' ? PRICINGS.get(product) : undefined
  if (pricing === undefined || typeof day !== 'string') return undefined
  return pricing({ data, model: typeof model === 'string' ? model : '', day, quantity: counted(quantity) })
}

const PRICINGS: ReadonlyMap<string, Pricing> = new Map(
  Object.entries<Pricing>({
    completions: (row) =>
      counted(row.data.output) === undefined ? undefined : tokenNano(row.data, row.model, row.day),
    embeddings: (row) => tokenNano(row.data, row.model, row.day),
    moderations: ({ data }) => (counted(data.uncached_input) === undefined ? undefined : 0n), // free (U)
    images: ({ data, model, day, quantity }) => {
      const prices = Object.entries(entryOf(OPENAI.images, model, day)?.nano ?? {})
      return times(quantity, prices.find(([size]) => size === data.size)?.[1])
    },
    audio_speeches: ({ model, day, quantity }) =>
      times(quantity, entryOf(OPENAI.speech, model, day)?.pico_per_character, 1000n),
    audio_transcriptions: ({ model, day, quantity }) =>
      times(quantity, entryOf(OPENAI.transcription, model, day)?.nano_per_minute, 60n),
    // Whether the vendor counts the average of a day or its end is not known; either is taken for the whole day.
    vector_stores: ({ quantity }) => times(quantity, OPENAI.vector_storage.nano, BigInt(OPENAI.vector_storage.bytes)),
    code_interpreter_sessions: ({ quantity }) => times(quantity, OPENAI.code_interpreter_session.nano),
    file_search_calls: ({ quantity }) => times(quantity, OPENAI.file_search.nano),
    web_search_calls: ({ data, model, day }) => {
      const { preview, nano } = OPENAI.web_search
      return times(counted(data.web_searches), entryOf([preview], model, day)?.nano ?? nano)
    },
  }),
)

/** `count` × `price` ÷ `units`; undefined when either is unknown. */
function times(count: bigint | undefined, price: number | undefined, units = 1n): bigint | undefined {
  return count === undefined || price === undefined ? undefined : divideHalfEven(count * BigInt(price), units)
}
