// A finding in words: what was unusual (the title), and why (one sentence for each closed cause).
import type { Finding } from '../../../worker/http/schemas/insights.ts'
import { money, percent } from '../format.ts'
import { day } from '../time.ts'
import { vendorNames } from '../ui/vendors.ts'
import { about } from './about.ts'
import { type Facts, numberOf, textOf } from './facts.ts'
import { scopeKind, scopeWords } from './scope-words.ts'
import { howMuch, type Piece, plain, type Words } from './text.ts'

const dayWords = (date: string): string => day(date, { weekday: true, year: false })
const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/** `Thu 12 Nov cost $1,253.50; $692.50 was expected.` */
export function findingTitle(finding: Finding): string {
  const { date, of: own, kind, scope, actual, expected } = finding
  const moved = moveTitle(finding)
  if (moved !== null) return moved
  // What lasts began on `date`; what happened once is told with the day whose amounts these are.
  const when = dayWords(kind === 'spike' ? own : date)
  const [was, should] = [money(actual), money(expected)]
  const whole = scope.by === 'tenant'
  const of = plain(scopeWords(scope))
  if (kind === 'price')
    return `From ${when} the same tokens${whole ? '' : ` of ${of}`} cost ${was} a day; before, ${should}.`
  if (kind === 'shift')
    return `From ${when} ${whole ? 'a day costs' : `${of} costs`} ${about(actual)}${whole ? '' : ' a day'}; ${about(expected)} was expected.`
  return whole
    ? `${when} cost ${was}; ${should} was expected.`
    : `${capital(of)} cost ${was} on ${when}; ${should} was expected.`
}

/** `From Thu 22 Oct key search-ranking cost $204 a day less, key svc-search $224 more.` null for what is no such move. */
function moveTitle({ cause, culprit, against, date, facts }: Finding): string | null {
  const [rose, fell] = [facts.rose, facts.fell]
  if (cause !== 'model_shift' || !culprit || !against || rose === undefined || fell === undefined) return null
  const [to, from] = [plain(scopeWords(culprit)), plain(scopeWords(against))]
  return `From ${dayWords(date)} ${from} cost ${about(fell)} a day less, ${to} ${about(rose)} more.`
}

/** Why, as far as the records show it. Every cause has a sentence, and none says more than its facts. */
export function causeWords(finding: Finding): Words {
  const { cause, culprit, facts, direction } = finding
  const who = culprit ? scopeWords(culprit) : null
  const much = howMuch(shareOf(finding))
  const where = within(finding)
  const one = (kind: string): Words => [
    `One ${kind} made ${much} of the difference: `,
    ...(who ?? ['one without a name']),
    ...where,
    '.',
  ]
  const fresh = (kind: string): Words => {
    const since = textOf(facts, 'since')
    return [
      `A new ${kind} made ${much} of the difference: `,
      ...(who ?? ['one without a name']),
      ...where,
      since ? `, first used on ${dayWords(since)}.` : '.',
    ]
  }
  switch (cause) {
    case 'one_key':
      return one('key')
    case 'one_model':
      return one('model')
    case 'one_person':
      return one('person')
    case 'one_workspace':
      return one(culprit ? scopeKind(culprit) : 'workspace')
    case 'new_key':
      return fresh('key')
    case 'new_model':
      return fresh('model')
    case 'model_shift':
      return moveWords(finding, where)
    case 'cache_hit_rate_fell':
      return cacheWords(who, where, facts)
    case 'price_change':
      return priceWords(who, facts, direction)
    case 'retries_at_night':
      return nightWords(who, where, facts, much)
    case 'growth':
      return growthWords(who, facts, direction)
    case 'spread_out':
      return ['No single key, model, person or workspace made it: the difference is spread over many.']
  }
}

/** The culprit's share of the difference; null where the parts are of another kind, so that no other number is said of it. */
function shareOf({ facts, parts, culprit }: Finding): number | null {
  const own = parts.find(({ by, value }) => by === culprit?.by && value === culprit.value)
  return numberOf(facts, 'share') ?? own?.share ?? null
}

function within({ within: { workspace, model }, culprit }: Finding): Words {
  const found: Piece[] = []
  if (workspace && workspace.value !== culprit?.value) found.push(' in ', ...scopeWords(workspace))
  if (model && model.value !== culprit?.value) found.push(', ', ...scopeWords(model))
  return found
}

function moveWords({ culprit, against }: Finding, where: Words): Words {
  const [to, from] = [culprit?.vendor, against?.vendor]
  const between = to && from && to !== from ? ` from ${vendorNames[from]} to ${vendorNames[to]}` : ''
  const fell = against ? scopeWords(against) : ['one model']
  const rose = culprit ? scopeWords(culprit) : ['another']
  return [`Work moved${between}: `, ...fell, ' fell as ', ...rose, ...where, ' rose.']
}

function cacheWords(who: Words | null, where: Words, facts: Facts): Words {
  const before = numberOf(facts, 'hit_rate_before', 'before')
  const after = numberOf(facts, 'hit_rate', 'hit_rate_after', 'after')
  const rates = before === null || after === null ? '' : `: ${percent(after)} instead of ${percent(before)}`
  return [
    'Less input',
    ...(who ? [' of ', ...who] : []),
    ...where,
    ` was read from the cache${rates}. The same work cost more.`,
  ]
}

function priceWords(who: Words | null, facts: Facts, direction: Finding['direction']): Words {
  const before = numberOf(facts, 'price_before', 'before')
  const after = numberOf(facts, 'price', 'price_after', 'after')
  const factor = before !== null && after !== null && before > 0 ? after / before : null
  const kind = textOf(facts, 'token_type', 'tokenType')
  const what = kind ? ` of ${kind.replaceAll('_', ' ')} tokens` : ''
  const moved =
    factor === null
      ? `went ${direction}`
      : factor < 1
        ? `fell by ${percent(1 - factor)}`
        : `rose by ${percent(factor - 1)}`
  return [`The price${what}`, ...(who ? [' of ', ...who] : []), ` ${moved}. The work stayed the same.`]
}

function nightWords(who: Words | null, where: Words, facts: Facts, much: string): Words {
  const from = numberOf(facts, 'hours_from', 'from')
  const to = numberOf(facts, 'hours_to', 'to')
  const hour = (value: number) => `${String(value).padStart(2, '0')}:00`
  const hours =
    from === null || to === null ? 'at night' : `at night, between ${hour(from)} and ${hour((to + 1) % 24)} UTC`
  return [
    `${capital(much)} of the difference was made ${hours}`,
    ...(who ? [', by ', ...who] : []),
    ...where,
    ': many requests, as when something fails and is tried again.',
  ]
}

function growthWords(who: Words | null, facts: Facts, direction: Finding['direction']): Words {
  const factor = numberOf(facts, 'factor')
  const times = factor === null ? '' : ` to ${factor.toFixed(1)} times what was usual`
  const what = who ? capitalized(who) : ['Use as a whole']
  return [...what, ` ${direction === 'up' ? 'grew' : 'shrank'}${times}. It is more of the same work, not one event.`]
}

function capitalized([first, ...rest]: Words): Words {
  return typeof first === 'string' ? [capital(first), ...rest] : first === undefined ? [] : [first, ...rest]
}

/** What the parts beside the named ones are called, and the half width of a usual day. */
export const partWords = { rest: 'everything else', spread: 'normal spread' } as const

export const explanationWords: Record<NonNullable<Finding['explained']>['as'], readonly [label: string, hint: string]> =
  {
    expected: ['Expected', 'planned work: a migration, a batch, a launch'],
    incident: ['Incident', 'something ran that should not have: a loop, a leaked key'],
    mistake: ['Mistake', 'meant otherwise: a wrong model, a wrong setting'],
    credit: ['Credit or correction', 'the vendor’s bill changed, not the work'],
    other: ['Something else', 'looked at, none of these'],
  }
