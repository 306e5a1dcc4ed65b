// OpenAI's price list as data, and how a model of a usage row finds its entry. Reference section 12.
import openai from './openai.json' with { type: 'json' }

/** Picodollars a token; null where the list has no price of its own. */
export type Rates = {
  readonly input: number | null
  readonly cached_input: number | null
  readonly output: number | null
}
export type Ratio = readonly number[]

type Named = { readonly models: readonly string[] }
type Dated = Named & { readonly from: string | null; readonly to: string | null }
export type TextModel = Dated & {
  readonly pico: Rates & { readonly cache_write_30m: number | null; readonly cache_write_12h: number | null }
  readonly priority?: Ratio
  readonly ultrafast?: Ratio
}
/** A model whose audio or pictures have prices of their own. */
export type ModalModel = Dated & {
  readonly text: Rates
  readonly audio: Rates | null
  readonly image: Rates | null
}
type List = Omit<typeof openai, 'text_models' | 'modal_models' | 'images'> & {
  readonly text_models: readonly TextModel[]
  readonly modal_models: readonly ModalModel[]
  readonly images: readonly (Named & { readonly nano: Readonly<Record<string, number | undefined>> })[]
}

export const OPENAI: List = openai

/** The entry for a model on a UTC day; one without dates holds on every day. */
export function entryOf<Entry extends Named & Partial<Dated>>(
  entries: readonly Entry[],
  model: string,
  day: string,
): Entry | undefined {
  for (const name of namesOf(model)) {
    const known = entries.filter(({ models }) => models.includes(name))
    // A name that stands in the list is never taken for another, also not on a day on which it has no price.
    if (known.length > 0) return known.find(({ from, to }) => (!from || day >= from) && (!to || day < to))
  }
  return undefined
}

/**
 * What a model may be called in the list: as it is, then without the date of its snapshot. A fine-tuned model
 * (`ft:<base>:<organization>:<name>:<id>`) has its base's own prices for that, and never the base's plain ones.
 */
function namesOf(model: string): string[] {
  const name = model.startsWith('ft:') ? model.split(':', 2).join(':') : model
  return [name, name.replace(/-\d{4}-\d{2}-\d{2}$/, '')]
}
