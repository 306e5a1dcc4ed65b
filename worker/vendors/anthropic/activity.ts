// anthropic.activity: what people, keys and systems did, one event a record. Reference section 8.
import { z } from 'zod'
import { id, word } from '../fields.ts'
import { midnight, time } from '../instants.ts'
import type { Ask, Draft, Stream } from '../stream.ts'
import { actorOf, FeedActor } from './activity-actor.ts'
import { categoryOf, isManagementRead } from './activity-category.ts'
import { sortFields } from './activity-fields.ts'
import { listPage } from './list.ts'

const Event = z.looseObject({
  id,
  created_at: time,
  organization_id: id.nullish(),
  organization_uuid: id.nullish(),
  type: word,
  actor: FeedActor.nullish(),
})
type Event = z.infer<typeof Event>

/** The vendor gives up to 5,000; a message of the queue handles 1,000 well within its time. */
const PAGE = 1000

export const activity: Stream = {
  id: 'anthropic.activity',
  vendor: 'anthropic',
  connection: 'anthropic_admin',
  capability: 'activity_feed',
  shape: 'feed',
  every: 15,
  reread: { each: 1, daily: 7 },
  backfill: { days: 90, step: 7 },
  page: (client, ask) =>
    listPage(client, ask.token, {
      endpoint: '/v1/compliance/activities',
      item: Event,
      limit: PAGE,
      keep: endOf(ask),
      query: (end) => [
        ['created_at.gte', ask.since ?? midnight(ask.window.from)],
        ['created_at.lt', end ?? midnight(ask.window.to)],
      ],
      draft,
    }),
}

/**
 * Where the window ends: at least a minute ago, because an event may be indexed that late (reference section 8.1). The first
 * page fixes it in the token, since parameters must not change while paging.
 */
function endOf({ window, since, now }: Ask): string {
  const settled = now.getTime() - 60_000
  if (Date.parse(midnight(window.to)) <= settled) return midnight(window.to)
  // In the first minute of a day the settled part of a window that begins with it is empty; a backward one would be refused.
  const begin = Date.parse(since ?? midnight(window.from)) + 1000
  return new Date(Math.max(settled, begin)).toISOString()
}

function draft(event: Event): Draft {
  const { id, created_at, organization_id, organization_uuid, type, actor, ...rest } = event
  const by = actorOf(actor)
  const { open, sealed, mentions } = sortFields(rest)
  const fields = { ...sealed, ...by.fields }
  return {
    kind: 'activity',
    id,
    occurredAt: created_at,
    data: {
      ...open,
      type,
      category: categoryOf(type),
      organization: organization_uuid ?? organization_id ?? null,
      ...by.open,
      // A person who looks at a list in the Console is a person at work; a key that reads it is bookkeeping.
      own_read: isManagementRead(type) && by.open.actor_type !== 'user_actor',
      system: by.system,
    },
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
    ...(by.who === undefined ? {} : { who: by.who }),
    ...(Object.keys(mentions).length === 0 ? {} : { mentions }),
  }
}
