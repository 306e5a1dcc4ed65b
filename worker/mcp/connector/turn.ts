// What log_turn takes: a few open words and numbers, and one sentence. Everything is hostile until it has been through here.
import { z } from 'zod'
import { mask } from '../../content/mask.ts'

export const KINDS = ['chat', 'edit', 'search', 'tool_use', 'other'] as const
export const SURFACES_USED = ['web', 'desktop', 'mobile', 'code', 'other'] as const

/** Code points of a summary that are kept. */
export const SUMMARY_LENGTH = 500
/** A whole context window and more. */
const MOST_TOKENS = 10_000_000

const tokens = z.int().min(0).max(MOST_TOKENS)

/** Unknown members are refused: what is not named here must not be sent. */
export const TurnInput = z.strictObject({
  kind: z.enum(KINDS).describe('What the turn was: chat, edit (of a file or document), search, tool_use, or other.'),
  // A code and no free text: it stands open in a record that cannot be changed.
  model: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9.:_-]{0,59}$/, 'must be a model id such as claude-sonnet-4-5, or unknown')
    .describe('The model id that answered, such as claude-sonnet-4-5; "unknown" when not known.'),
  surface: z
    .enum(SURFACES_USED)
    .describe('Where the person works: web, desktop, mobile, code (an editor or terminal), or other.'),
  summary: z
    .string()
    .min(1)
    .max(8_000)
    .describe(
      'One sentence on what the turn was about, at most 500 characters: no names, no contact data, no secrets, no quoted text.',
    ),
  input_tokens: tokens.optional().describe('Estimated tokens of input, if known.'),
  output_tokens: tokens.optional().describe('Estimated tokens of output, if known.'),
  tool_calls: z.int().min(0).max(10_000).optional().describe('How many tools were called in this turn, if known.'),
  turn_id: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,64}$/, 'must be 8 to 64 letters, digits, _ or -')
    .optional()
    .describe('A random id of this turn. Send the same one when you repeat the call, so that the turn counts once.'),
})

export type Turn = z.infer<typeof TurnInput>

/** Control characters, and those that turn the direction of writing around what stands beside them. */
const DISGUISE = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu

/**
 * The sentence as it is kept: personal data masked first, so that cutting cannot hide half of an address from the mask, then cut.
 * `masked`: how many passages gave way.
 */
export function keptSummary(summary: string): { text: string; masked: number } {
  const plain = summary.toWellFormed().replaceAll(DISGUISE, ' ').replaceAll(/\s+/g, ' ').trim()
  const { text, marks } = mask(plain)
  const letters = [...text]
  const cut = letters.length <= SUMMARY_LENGTH ? text : letters.slice(0, SUMMARY_LENGTH).join('')
  return { text: cut, masked: marks.reduce((sum, { count }) => sum + count, 0) }
}
