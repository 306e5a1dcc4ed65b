// The steps between two books: what is only in one of them, and for the models of both the chain from work to prices.
import type { Step, StepCode, StepFacts } from './movement.ts'
import { type Account, type Book, type Entry, sumOf } from './movement-book.ts'
import { isInput, type TokenType } from './token-types.ts'

type Pair = {
  vendor: string
  model: string
  before: Entry
  after: Entry
  kinds: { type: TokenType; before: Entry; after: Entry }[]
}
type Books = { before: Book; after: Book }
type Most = NonNullable<StepFacts['most']>

const NOTHING: Entry = { tokens: 0n, nano: 0n }
const MOST = 3

export function stepsOf(books: Books): Step[] {
  const pairs = pairsOf(books)
  const tokens = pairs.map((pair) => ofKinds(pair, (type) => type !== 'none')).filter((pair) => pair.kinds.length > 0)
  const charges = pairs.map((pair) => ofKinds(pair, (type) => type === 'none'))
  const silent = tokens.filter(({ before, after }) => before.tokens <= 0n && after.tokens <= 0n)
  return [
    whole(
      'new',
      tokens.filter(({ before, after }) => before.tokens <= 0n && after.tokens > 0n),
    ),
    whole(
      'gone',
      tokens.filter(({ before, after }) => before.tokens > 0n && after.tokens <= 0n),
    ),
    ...chain(tokens.filter(({ before, after }) => before.tokens > 0n && after.tokens > 0n)),
    whole('charges', [...charges, ...silent]),
  ]
}

function pairsOf({ before, after }: Books): Pair[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [was, is] = [before.get(key), after.get(key)]
    const known = was ?? is
    return known === undefined ? [] : [pairOf(known, was, is)]
  })
}

function pairOf({ vendor, model }: Account, was: Account | undefined, is: Account | undefined): Pair {
  const types = [...new Set([...(was?.entries.keys() ?? []), ...(is?.entries.keys() ?? [])])]
  const kinds = types.map((type) => ({
    type,
    before: was?.entries.get(type) ?? NOTHING,
    after: is?.entries.get(type) ?? NOTHING,
  }))
  return ofKinds({ vendor, model, before: NOTHING, after: NOTHING, kinds }, () => true)
}

/** The pair with some of its kinds only. */
function ofKinds(pair: Pair, keep: (type: TokenType) => boolean): Pair {
  const kinds = pair.kinds.filter(({ type }) => keep(type))
  return {
    ...pair,
    kinds,
    before: sumOf(kinds.map(({ before }) => before)),
    after: sumOf(kinds.map(({ after }) => after)),
  }
}

/** A step that is simply what these models cost more. */
function whole(code: StepCode, pairs: readonly Pair[]): Step {
  const most = mostOf(pairs.map((pair) => ({ ...nameOf(pair), nano: pair.after.nano - pair.before.nano })))
  return { code, nano: sum(pairs.map(({ before, after }) => after.nano - before.nano)), facts: facts(most) }
}

/** Old cost of `before` for as many tokens as `after` has; what was not there before has only its new price. */
const atOldPrice = (before: Entry, after: Entry): bigint =>
  before.tokens > 0n ? (before.nano * after.tokens) / before.tokens : after.nano

function chain(pairs: readonly Pair[]): Step[] {
  const before = sumOf(pairs.map((pair) => pair.before))
  const after = sumOf(pairs.map((pair) => pair.after))
  if (before.tokens === 0n) return []
  const questions = pairs.map((pair) => ofKinds(pair, isInput))
  const answers = pairs.map((pair) => ofKinds(pair, (type) => !isInput(type)))
  const levels = {
    work: pairs.map((pair) => (pair.before.nano * after.tokens) / before.tokens),
    mix: pairs.map((pair) => atOldPrice(pair.before, pair.after)),
    answers: pairs.map((_, i) => halfOf(questions[i]) + halfOf(answers[i])),
    cache: pairs.map(({ kinds }) => sum(kinds.map((kind) => atOldPrice(kind.before, kind.after)))),
    prices: pairs.map((pair) => pair.after.nano),
  }
  const step = (code: StepCode, from: readonly bigint[], to: readonly bigint[], more: StepFacts = {}): Step => ({
    code,
    nano: sum(to) - sum(from),
    facts: {
      ...more,
      ...facts(mostOf(pairs.map((pair, i) => ({ ...nameOf(pair), nano: (to[i] ?? 0n) - (from[i] ?? 0n) })))),
    },
  })
  // Who worked more is seen by model: its own tokens at its own old price.
  const busier = mostOf(
    pairs.map((pair) => ({ ...nameOf(pair), nano: atOldPrice(pair.before, pair.after) - pair.before.nano })),
  )
  const work = step(
    'work',
    pairs.map((pair) => pair.before.nano),
    levels.work,
    {
      change: share(after.tokens - before.tokens, before.tokens),
    },
  )
  return [
    { ...work, facts: { ...work.facts, ...facts(busier) } },
    step('mix', levels.work, levels.mix),
    step('answers', levels.mix, levels.answers, {
      before: share(total(answers, 'before'), before.tokens),
      after: share(total(answers, 'after'), after.tokens),
    }),
    step('cache', levels.answers, levels.cache, {
      before: cached(questions, 'before'),
      after: cached(questions, 'after'),
    }),
    { ...step('prices', levels.cache, levels.prices), facts: facts(dearest(pairs)) },
  ]
}

const halfOf = (pair: Pair | undefined): bigint => (pair === undefined ? 0n : atOldPrice(pair.before, pair.after))

const total = (pairs: readonly Pair[], side: 'before' | 'after'): bigint => sum(pairs.map((pair) => pair[side].tokens))

/** Cached share of all input. */
function cached(questions: readonly Pair[], side: 'before' | 'after'): number {
  const reads = questions.flatMap(({ kinds }) => kinds.filter(({ type }) => type === 'cache_read'))
  return share(sum(reads.map((kind) => kind[side].tokens)), total(questions, side))
}

/** Whose price changed most, by kind of token. */
const dearest = (pairs: readonly Pair[]): Most =>
  mostOf(
    pairs.flatMap((pair) =>
      pair.kinds.map(({ type, before, after }) => ({
        ...nameOf(pair),
        tokenType: type,
        nano: after.nano - atOldPrice(before, after),
      })),
    ),
  )

const nameOf = ({ vendor, model }: Pair) => ({ vendor, model })
const sum = (list: readonly bigint[]): bigint => list.reduce((all, one) => all + one, 0n)
const size = (nano: bigint): bigint => (nano < 0n ? -nano : nano)

const share = (part: bigint, all: bigint): number => (all === 0n ? 0 : Number((part * 1_000_000n) / all) / 1_000_000)

const mostOf = (list: Most): Most =>
  list
    .filter(({ nano }) => nano !== 0n)
    .sort((a, b) => (size(a.nano) > size(b.nano) ? -1 : 1))
    .slice(0, MOST)

const facts = (most: Most): StepFacts => (most.length === 0 ? {} : { most })
