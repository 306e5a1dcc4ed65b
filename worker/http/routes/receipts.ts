// Receipts of checkpoints: where they go, a new secret for the webhook, and a test of all of it.
import type { z } from '@hono/zod-openapi'
import type { TenantActor } from '../../access/actor.ts'
import { findReceiptSetting, type ListedDelivery, lastReceipt, listDeliveries } from '../../db/tenant/receipts.ts'
import { checkTarget, TARGET_WORDS, targetRules } from '../../notify/target.ts'
import { type Changing, changeReceipts, rotateWebhookSecret, testReceipts } from '../../receipts/settings.ts'
import { failureWords } from '../../receipts/words.ts'
import { homeOf, rootKeys } from '../../region.ts'
import { openVault } from '../../vault/keys.ts'
import { type Channels, readChannels } from '../../vault/receipt-channels.ts'
import type { Outside } from '../context.ts'
import { type Route, tenantRoute } from '../define.ts'
import { failure } from '../errors.ts'
import {
  ChangedReceipts,
  NewWebhookSecret,
  ReceiptBody,
  type ReceiptDelivery,
  ReceiptSettings,
  TestedReceipts,
} from '../schemas/receipts.ts'

const tag = 'Receipts'
const SHOWN = 20

const changing = (env: Env, outside: Outside, { tenant, user }: TenantActor): Changing => ({
  env,
  tenant,
  user,
  recordAct: outside.recordAct,
  now: new Date(),
})

/** Everything as this actor may see it: what an address of a webhook holds behind its host may be a secret. */
async function view(env: Env, actor: TenantActor): Promise<z.output<typeof ReceiptSettings>> {
  const { id: tenant, region } = actor.tenant
  const home = homeOf(env, region)
  const [{ channels }, setting, last, rows] = await Promise.all([
    readChannels(openVault({ bucket: home.vault, roots: rootKeys(env), tenant })),
    findReceiptSetting(home.db, tenant),
    lastReceipt(home.db, tenant),
    listDeliveries(home.db, tenant, SHOWN),
  ])
  const whole = actor.permissions.has('write:settings')
  const { mails, webhook } = channels
  const [now, old] = webhook?.secrets ?? []
  const until = old?.until ?? null
  return {
    mails: mails.map(({ address }) => address),
    webhook: webhook && {
      url: shown(webhook.url, whole),
      secret_since: now?.since ?? '',
      old_secret_until: until !== null && until > new Date().toISOString() ? until : null,
    },
    paused: setting?.paused === 1,
    last: last?.day == null ? null : { day: last.day, size: last.size, root: last.root, at: last.at },
    deliveries: rows.map((row) => viewDelivery(row, channels, whole)),
  }
}

const shown = (url: string, whole: boolean): string => (whole ? url : `${new URL(url).origin}/…`)

function viewDelivery(row: ListedDelivery, { mails, webhook }: Channels, whole: boolean): ReceiptDelivery {
  const { receipt, day, size, channel, state, attempts, at, code, dueAt, endedAt } = row
  const mail = mails.find(({ id }) => id === row.target)?.address
  const url = webhook?.id === row.target ? shown(webhook.url, whole) : undefined
  const why = state === 'sent' || code === null ? null : failureWords(code)
  const to = mail ?? url ?? null
  const next = state === 'retrying' || state === 'waiting' ? dueAt : null
  return { receipt, day, size, channel, to, state, why, attempts, at, next_at: next, ended_at: endedAt }
}

const read = tenantRoute({
  method: 'get',
  path: '/api/receipts',
  needs: 'read:settings',
  summary: 'Where each day’s signed checkpoint is sent, and the last 20 deliveries',
  tag,
  answer: ReceiptSettings,
  handler: ({ env, actor }) => view(env, actor),
})

const change = tenantRoute({
  method: 'patch',
  path: '/api/receipts',
  needs: 'write:settings',
  summary: 'Change where receipts go; a first webhook answers with its secret, which is shown this once',
  tag,
  body: ReceiptBody,
  answer: ChangedReceipts,
  async handler({ env, outside, actor, body }) {
    const { webhook_url: url, mails, paused } = body
    const target = typeof url === 'string' ? checkTarget(url, targetRules(env)) : undefined
    if (target?.ok === false) {
      const details = [{ path: 'body.webhook_url', problem: TARGET_WORDS[target.code] }]
      return failure('invalid_request', { details })
    }
    const wish = { mails, url: target?.url.href ?? url, paused }
    const changed = await changeReceipts(changing(env, outside, actor), wish)
    if (!changed.ok) return failure('conflict')
    return { ...(await view(env, actor)), secret: changed.secret }
  },
})

const rotate = tenantRoute({
  method: 'post',
  path: '/api/receipts/secret',
  needs: 'write:settings',
  summary: 'A new secret for the webhook, shown this once; for a day both sign, so that a receiver can change over',
  tag,
  answer: NewWebhookSecret,
  async handler({ env, outside, actor }) {
    const rotated = await rotateWebhookSecret(changing(env, outside, actor))
    if (!rotated.ok || rotated.secret === null)
      return failure(!rotated.ok && rotated.code === 'conflict' ? 'conflict' : 'not_found')
    const { webhook } = await view(env, actor)
    return { secret: rotated.secret, old_secret_until: webhook?.old_secret_until ?? null }
  },
})

const REFUSALS = {
  no_channel: failure('conflict', { message: 'There is nobody to send a test to. Add an address or a webhook first.' }),
  no_checkpoint: failure('conflict', {
    message:
      'There is no checkpoint to send: the ledger is stopped, or its first one was not signed yet. Try again later.',
  }),
  too_many: failure('rate_limited', { message: 'Six tests an hour are all. Wait a while.', retryAfter: 600 }),
}

const test = tenantRoute({
  method: 'post',
  path: '/api/receipts/test',
  needs: 'write:settings',
  summary: 'Send a receipt of the newest checkpoint to every channel now, marked as a test; it is tried once',
  tag,
  status: 202,
  answer: TestedReceipts,
  async handler({ env, outside, actor }) {
    const tested = await testReceipts(changing(env, outside, actor))
    return tested.ok ? { receipt: tested.made.id, size: tested.made.size } : REFUSALS[tested.code]
  },
})

export const receiptRoutes: readonly Route[] = [read, change, rotate, test]
