// GET /v1/compliance/activities: the feed, newest first or oldest first, cut by opaque cursors in either direction.
import { z } from 'zod'
import { type Activity, placeOf } from '../company/activity.ts'
import { firstDay } from '../company/season.ts'
import { dayOf } from '../days.ts'
import { answer, badRequest, isRefusal, type Refusal } from './answers.ts'
import type { Call, Handler } from './call.ts'
import { badTime, unknownParameter } from './compliance-query.ts'
import { activityVisible } from './freshness.ts'
import { list, readQuery } from './query.ts'

const bounds = ['created_at.gte', 'created_at.gt', 'created_at.lte', 'created_at.lt'] as const
const lists = [
  'activity_types[]',
  'exclude_activity_types[]',
  'actor_ids[]',
  'user_ids[]',
  'organization_ids[]',
] as const
const known = new Set<string>([...bounds, ...lists, 'limit', 'order', 'after_id', 'before_id'])

const shape = z.object({
  'activity_types[]': list,
  'exclude_activity_types[]': list,
  'actor_ids[]': list,
  'user_ids[]': list,
  'organization_ids[]': list,
  'created_at.gte': z.string().optional(),
  'created_at.gt': z.string().optional(),
  'created_at.lte': z.string().optional(),
  'created_at.lt': z.string().optional(),
  limit: z.coerce.number({ error: 'Input should be a valid integer' }).int().min(1).max(5000).default(100),
  order: z.enum(['asc', 'desc']).default('desc'),
  after_id: z.string().optional(),
  before_id: z.string().optional(),
})
type Question = z.output<typeof shape>

/** Type names are closed to the asker though not to the reader: a made-up filter is refused. */
function badType(asked: Question): Refusal | null {
  const { 'activity_types[]': wanted, 'exclude_activity_types[]': unwanted } = asked
  if (wanted.length > 0 && unwanted.length > 0) {
    return badRequest('Only one of `activity_types[]` and `exclude_activity_types[]` may be provided')
  }
  const bad = [...wanted, ...unwanted].find((type) => !/^[a-z]+(_[a-z]+)+$/.test(type))
  return bad === undefined ? null : badRequest(`activity_types: Input should be a known activity type. Got "${bad}".`)
}

interface Cursor {
  readonly id: string
  readonly day: number
}

/** Where a cursor stands; null when no event has this id. */
function cursorOf({ company, late, now }: Call, id: string): Cursor | null {
  const place = placeOf(company.seed, id)
  if (place !== null && company.activitiesOf(place.day)[place.place] !== undefined) return { id, day: place.day }
  const added = late.of(company, now.getTime()).find((each) => each.id === id)
  return added === undefined ? null : { id, day: dayOf(new Date(added.at)) }
}

function matcher(call: Call, asked: Question): (activity: Activity) => boolean {
  const limitAt = (name: (typeof bounds)[number]) => (asked[name] === undefined ? null : Date.parse(asked[name]))
  const [gte, gt, lte, lt] = bounds.map(limitAt)
  const wanted = new Set(asked['activity_types[]'])
  const unwanted = new Set(asked['exclude_activity_types[]'])
  const actors = new Set([...asked['actor_ids[]'], ...asked['user_ids[]']])
  const organizations = asked['organization_ids[]']
  const isOurs =
    organizations.length === 0 || organizations.some((id) => id === call.company.tag || id === call.company.uuid)
  return ({ at, body }) => {
    if (gte != null && at < gte) return false
    if (gt != null && at <= gt) return false
    if (lte != null && at > lte) return false
    if (lt != null && at >= lt) return false
    const type = String(body.type)
    if ((wanted.size > 0 && !wanted.has(type)) || unwanted.has(type)) return false
    if (!isOurs || (organizations.length > 0 && body.organization_id === null)) return false
    if (actors.size === 0) return true
    const actor = body.actor
    return typeof actor === 'object' && actor !== null && 'user_id' in actor && actors.has(String(actor.user_id))
  }
}

/** Days that can hold a match, nearest to `from` first, in one direction. */
function* daysFrom(call: Call, asked: Question, from: Cursor | null, isForward: boolean): Generator<number> {
  const dayAt = (text: string | undefined, otherwise: number) =>
    text === undefined ? otherwise : dayOf(new Date(text))
  const oldest = Math.max(firstDay, dayAt(asked['created_at.gte'] ?? asked['created_at.gt'], firstDay))
  const newest = Math.min(dayOf(call.now), dayAt(asked['created_at.lt'] ?? asked['created_at.lte'], dayOf(call.now)))
  if (isForward) for (let day = Math.max(oldest, from?.day ?? oldest); day <= newest; day++) yield day
  else for (let day = Math.min(newest, from?.day ?? newest); day >= oldest; day--) yield day
}

/** Up to `count` matches that lie beyond the cursor, nearest first. */
function take(call: Call, asked: Question, from: Cursor | null, isForward: boolean, count: number): Activity[] {
  const matches = matcher(call, asked)
  const found: Activity[] = []
  for (const day of daysFrom(call, asked, from, isForward)) {
    const visible = activityVisible(call.company, call.late, day, call.now)
    const events = isForward ? visible : [...visible].reverse()
    const start = day === from?.day ? events.findIndex((event) => event.id === from.id) + 1 : 0
    for (const event of events.slice(start)) {
      if (matches(event)) found.push(event)
      if (found.length === count) return found
    }
  }
  return found
}

export const activities: Handler = (call) => {
  const refusal = unknownParameter(call.query, known)
  if (refusal !== null) return refusal
  const asked = readQuery(call.query, shape)
  if (isRefusal(asked)) return asked
  const wrong = badTime(call.query, bounds) ?? badType(asked)
  if (wrong !== null) return wrong
  const { after_id: after, before_id: before } = asked
  if (after !== undefined && before !== undefined)
    return badRequest('Only one of `after_id` and `before_id` may be provided')
  const given = after ?? before
  const from = given === undefined ? null : cursorOf(call, given)
  if (given !== undefined && from === null) {
    const name = after === undefined ? 'before_id' : 'after_id'
    return badRequest(`Invalid \`${name}\`. No activity found for \`${name}\` "${given}"`)
  }
  // `after_id` goes on in result order, `before_id` against it; the page is printed in result order either way.
  const isForward = (asked.order === 'asc') === (before === undefined)
  const found = take(call, asked, from, isForward, asked.limit + 1)
  const page = found.slice(0, asked.limit)
  if (before !== undefined) page.reverse()
  return answer({
    data: page.map(({ id, body }) => ({ id, ...body })),
    has_more: found.length > asked.limit,
    first_id: page[0]?.id ?? null,
    last_id: page.at(-1)?.id ?? null,
  })
}
