// Channels of alerts: where they go, a test of each, a new secret for a webhook. What is secret goes in and never comes back.
import type { TenantActor } from '../../access/actor.ts'
import {
  addChannel,
  type Changed,
  type Changing,
  changeChannel,
  removeChannel,
  rotateChannel,
  type TargetWish,
  vaultOf,
} from '../../alerts/channels.ts'
import { testChannel } from '../../alerts/test.ts'
import { lastDeliveries } from '../../db/tenant/alert-deliveries.ts'
import { checkTarget, TARGET_WORDS, targetRules } from '../../notify/target.ts'
import { homeOf } from '../../region.ts'
import { readAlertChannels } from '../../vault/alert-channels.ts'
import type { Outside } from '../context.ts'
import { type Route, tenantRoute } from '../define.ts'
import { type Failure, failure, isFailure } from '../errors.ts'
import { idParams } from '../fields.ts'
import {
  ChangedChannel,
  ChannelBody,
  ChannelChange,
  ChannelList,
  type ChannelView,
  NewChannelSecret,
  TestedChannel,
} from '../schemas/alerts.ts'
import { viewChannel } from './alert-views.ts'

const tag = 'Alerts'

const changing = (env: Env, outside: Outside, { tenant, user }: TenantActor): Changing => ({
  env,
  tenant,
  user,
  recordAct: outside.recordAct,
  now: new Date(),
})

async function views(env: Env, actor: TenantActor): Promise<ChannelView[]> {
  const [{ channels }, last] = await Promise.all([
    readAlertChannels(vaultOf({ env, tenant: actor.tenant })),
    lastDeliveries(homeOf(env, actor.tenant.region).db, actor.tenant.id),
  ])
  const whole = actor.permissions.has('write:budgets')
  return channels.map((channel) => viewChannel(channel, last.get(channel.id), whole))
}

/** The address as it may be called, or the failure that says why not. Slack's webhooks are judged like any other. */
function readUrl(env: Env, url: string): string | Failure {
  const target = checkTarget(url, targetRules(env))
  if (target.ok) return target.url.href
  return failure('invalid_request', { details: [{ path: 'body.url', problem: TARGET_WORDS[target.code] }] })
}

function targetIn(env: Env, body: ChannelBody): TargetWish | Failure {
  if (body.kind === 'mail') return { kind: 'mail', address: body.address }
  if (body.kind === 'pagerduty') return { kind: 'pagerduty', routingKey: body.routing_key }
  const url = readUrl(env, body.url)
  return isFailure(url) ? url : { kind: body.kind, url }
}

const REFUSALS: Readonly<Record<Extract<Changed, { ok: false }>['code'], Failure>> = {
  conflict: failure('conflict'),
  not_found: failure('not_found'),
  too_many: failure('conflict', { message: 'There are 20 channels already. Remove one first.' }),
  other_kind: failure('invalid_request', {
    message: 'A channel keeps its kind. Add another channel instead.',
    details: [{ path: 'body', problem: 'holds what is of another kind of channel' }],
  }),
  no_secret: failure('not_found', { message: 'Only webhooks have a secret of ours.' }),
}

async function answer(env: Env, actor: TenantActor, changed: Changed): Promise<ChangedChannel | Failure> {
  if (!changed.ok) return REFUSALS[changed.code]
  const { channel, secret } = changed
  const last = await lastDeliveries(homeOf(env, actor.tenant.region).db, actor.tenant.id)
  return { channel: viewChannel(channel, last.get(channel.id), true), secret }
}

const list = tenantRoute({
  method: 'get',
  path: '/api/alert-channels',
  needs: 'read:insights',
  summary: 'Channels that alerts can go to, and how the last delivery of each fared',
  tag,
  answer: ChannelList,
  handler: async ({ env, actor }) => ({ channels: await views(env, actor) }),
})

const add = tenantRoute({
  method: 'post',
  path: '/api/alert-channels',
  needs: 'write:budgets',
  summary: 'Add a channel; a webhook’s secret is in this answer and in no other',
  tag,
  status: 201,
  body: ChannelBody,
  answer: ChangedChannel,
  async handler({ env, outside, actor, body }) {
    const target = targetIn(env, body)
    if (isFailure(target)) return target
    return answer(env, actor, await addChannel(changing(env, outside, actor), body.name, target))
  },
})

const change = tenantRoute({
  method: 'patch',
  path: '/api/alert-channels/{id}',
  needs: 'write:budgets',
  summary: 'Rename a channel, give it another address or key, or switch it on again',
  tag,
  params: idParams,
  body: ChannelChange,
  answer: ChangedChannel,
  async handler({ env, outside, actor, params, body }) {
    const { name, address, url, routing_key: routingKey, on } = body
    const { channels } = await readAlertChannels(vaultOf({ env, tenant: actor.tenant }))
    const kind = channels.find(({ id }) => id === params.id)?.target.kind
    if (kind === undefined) return failure('not_found')
    const called = url === undefined ? undefined : readUrl(env, url)
    if (isFailure(called)) return called
    const target: TargetWish | undefined =
      address !== undefined
        ? { kind: 'mail', address }
        : routingKey !== undefined
          ? { kind: 'pagerduty', routingKey }
          : called !== undefined
            ? { kind: kind === 'slack' ? 'slack' : 'webhook', url: called }
            : undefined
    return answer(env, actor, await changeChannel(changing(env, outside, actor), params.id, { name, target, on }))
  },
})

const rotate = tenantRoute({
  method: 'post',
  path: '/api/alert-channels/{id}/secret',
  needs: 'write:budgets',
  summary: 'A new secret for a webhook, shown this once; for a day both sign, so that a receiver can change over',
  tag,
  params: idParams,
  answer: NewChannelSecret,
  async handler({ env, outside, actor, params }) {
    const changed = await rotateChannel(changing(env, outside, actor), params.id)
    if (!changed.ok) return REFUSALS[changed.code]
    const { old_secret_until } = viewChannel(changed.channel, undefined, true)
    return { secret: changed.secret ?? '', old_secret_until }
  },
})

const remove = tenantRoute({
  method: 'delete',
  path: '/api/alert-channels/{id}',
  needs: 'write:budgets',
  summary: 'Remove a channel with all that is sealed of it',
  tag,
  params: idParams,
  status: 204,
  async handler({ env, outside, actor, params }) {
    const changed = await removeChannel(changing(env, outside, actor), params.id)
    return changed.ok ? null : REFUSALS[changed.code]
  },
})

const test = tenantRoute({
  method: 'post',
  path: '/api/alert-channels/{id}/test',
  needs: 'write:budgets',
  summary: 'Send a test alert to one channel; it is tried once, and how it fared stands at /api/alerts/{alert}',
  tag,
  params: idParams,
  status: 202,
  answer: TestedChannel,
  async handler({ env, outside, actor, params }) {
    const tested = await testChannel(changing(env, outside, actor), params.id)
    if (tested.ok) return { alert: tested.alert }
    return tested.code === 'not_found'
      ? failure('not_found')
      : failure('rate_limited', { message: 'Twelve tests an hour are all. Wait a while.', retryAfter: 600 })
  },
})

export const alertChannelRoutes: readonly Route[] = [list, add, change, rotate, remove, test]
