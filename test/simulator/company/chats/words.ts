// The words of one turn: sentences of its language, rough characters now and then, and in every eighth question something personal.
import { pick, randomFrom } from '../../random.ts'
import { type Phrases, rough } from './languages.ts'
import type { Turn } from './plan.ts'
import { type Planted, plantedFor } from './planted.ts'

const PLANTED = 0.13
const ROUGH = 0.1
/** Lines of a pasted log: about 45 kB. */
const LOG_LINES = 600

/** What is hidden in a turn, or null. Only what people write has any. */
export function plantedIn(seed: number, turn: Turn): Planted | null {
  if (turn.role !== 'user' || turn.form !== 'text') return null
  return randomFrom(seed, `hides ${turn.label}`)() < PLANTED ? plantedFor(seed, turn.label) : null
}

/** Up to `count` different sentences, each with a number of its own. */
function sentences(from: readonly string[], count: number, random: () => number): string[] {
  const start = Math.floor(random() * from.length)
  return [...from.slice(start), ...from.slice(0, start)].slice(0, count).map((sentence) => {
    const number = String(2 + Math.floor(random() * 4_000))
    return sentence.replace('{n}', number)
  })
}

function log(seed: number, turn: Turn): string {
  const random = randomFrom(seed, `log ${turn.label}`)
  const line = (at: number) => {
    const code = Math.floor(random() * 0xffffffff).toString(16)
    return `${new Date(turn.at + at * 250).toISOString()} WARN bench/${at % 7} reading ${code} out of range`
  }
  return Array.from({ length: LOG_LINES }, (_, at) => line(at)).join('\n')
}

/** The text of a turn; `part` tells several texts of one turn apart. */
export function wordsOf(seed: number, language: Phrases, turn: Turn, part: number): string {
  const random = randomFrom(seed, `words ${turn.label} ${part}`)
  if (turn.form === 'long') return `${pick(language.asks, random())}\n\n${log(seed, turn)}`
  const isUser = turn.role === 'user'
  const said = isUser
    ? sentences(language.asks, 1 + Math.floor(random() * 2), random)
    : sentences(language.answers, 2 + Math.floor(random() * 3), random)
  if (random() < ROUGH) said.push(pick(rough, random()))
  const planted = part === 0 ? plantedIn(seed, turn) : null
  if (planted !== null) said.push(language.contact.replace('{}', () => planted.value))
  return said.join(isUser ? ' ' : '\n\n')
}
