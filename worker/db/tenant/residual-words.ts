// What the named parts of billed − estimate are called, in the order in which they are shown, and what they mean.

/** Where a part means another thing at each vendor it has words a vendor; what fits both, or is of both, comes first. */
type Words = { label: string; words: string; anthropic?: string; openai?: string }

const BILL_AND_LIST = (what: string): string => `Billed ${what} less those that usage counted, at the list price.`

const WORDS = {
  no_price: {
    label: 'Usage without a price',
    words: 'Models or tiers the price list does not have yet: billed, but not in the estimate.',
  },
  priority_tier: {
    label: 'Priority tier',
    words: 'Contracted apart at Anthropic, so not in its bill; billed by OpenAI, where the list has no price for it.',
    anthropic: 'In the usage report, never in the cost report: contracted apart, so neither billed here nor estimated.',
    openai: 'Billed at a rate that the price list does not have for these models, so not in the estimate.',
  },
  late_data: {
    label: 'Late data',
    words:
      'Used already, not wholly in the cost report yet: days that are not closed, and vendors whose report has nothing of these days.',
  },
  blocked_requests: {
    label: 'Blocked requests',
    words:
      'Closed days: usage that no bill line stands beside. Requests that were blocked or failed are counted, not charged.',
  },
  code_execution: { label: 'Code execution', words: 'Charged by container hour; usage counts tokens only.' },
  session_usage: { label: 'Session usage', words: 'Charged by session; usage counts tokens only.' },
  fine_tuning: {
    label: 'Fine-tuning',
    words: 'Charged for training; usage counts what models are used for, not what made them.',
  },
  storage: { label: 'Storage', words: BILL_AND_LIST('gigabyte days') },
  images: { label: 'Images', words: BILL_AND_LIST('images') },
  audio: { label: 'Audio', words: BILL_AND_LIST('minutes and characters') },
  file_search: { label: 'File searches', words: BILL_AND_LIST('searches') },
  code_interpreter: { label: 'Code interpreter', words: BILL_AND_LIST('sessions') },
  web_search: { label: 'Web searches', words: BILL_AND_LIST('searches') },
  other_lines: {
    label: 'Other bill lines',
    words: 'Lines of the cost report that are none of these: credits, and what its words do not tell.',
  },
  no_usage: { label: 'Billed without usage', words: 'Token lines of the cost report that no usage row stands beside.' },
  other: { label: 'Other', words: 'Rounding, discounts and long-context rates, left over by day, model and tier.' },
} as const satisfies Record<string, Words>

export type ResidualCode = keyof typeof WORDS

// Written in the order of the table, all of whose keys are codes.
export const RESIDUAL_CODES = Object.keys(WORDS) as ResidualCode[]

/** Label and words of a part that comes from these vendors. */
export function sayResidual(code: ResidualCode, vendors: readonly string[]): { label: string; words: string } {
  const said: Words = WORDS[code]
  const [only, second] = vendors
  const own =
    second !== undefined
      ? undefined
      : only === 'openai'
        ? said.openai
        : only === 'anthropic'
          ? said.anthropic
          : undefined
  return { label: said.label, words: own ?? said.words }
}
