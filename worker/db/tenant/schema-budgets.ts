// Budgets, the alerts that they and unusual days raised, and how each alert fared on its way out (D1). Holds no address and no secret.
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

export const budget = sqliteTable(
  'budget',
  {
    tenant: text().notNull(),
    id: text().notNull(),
    name: text().notNull(),
    /** tenant | vendor | workspace | key | model | person | team; a project of OpenAI is a workspace. */
    scope: text().notNull(),
    /** The vendor of a workspace, key or model; null where the scope knows none. */
    vendor: text(),
    /** Id of the workspace, key, team, the model's name, or any subject of the person; null for tenant and vendor. */
    value: text(),
    /** day | week | month | quarter, UTC; a week begins on Monday. */
    period: text().notNull(),
    /** Nanodollars a period. */
    amount: integer().notNull(),
    /** JSON: percent of the amount, ascending. */
    thresholds: text().notNull(),
    /** 1 = also an alert when the forecast crosses the amount. */
    forecast: integer().notNull(),
    /** JSON: ids of alert channels. */
    channels: text().notNull(),
    paused: integer().notNull().default(0),
    createdBy: text('created_by').notNull(),
    createdAt: text('created_at').notNull(),
    changedAt: text('changed_at').notNull(),
    /** Removed budgets keep their row: alerts speak of them. */
    removedAt: text('removed_at'),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.id] })],
)

export const alert = sqliteTable(
  'alert',
  {
    tenant: text().notNull(),
    id: text().notNull(),
    /** The budget's id, or `anomaly`, or `test`. */
    source: text().notNull(),
    /** threshold | forecast | anomaly | test */
    kind: text().notNull(),
    /** First day of the budget's period, or the day of the anomaly. */
    period: text().notNull(),
    /** Percent of a threshold; 100 for a forecast; key of an anomaly; of a test its own id. */
    level: text().notNull(),
    at: text().notNull(),
    /** JSON: the figures at that moment, ids only, amounts as decimal strings of nanodollars. */
    facts: text().notNull(),
    /** The alert's record. */
    seq: integer(),
    acknowledgedBy: text('acknowledged_by'),
    acknowledgedAt: text('acknowledged_at'),
    /** expected | incident | mistake | credit | other; null without one. */
    explained: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenant, t.id] }),
    // Each fires once a period, whoever evaluates twice.
    uniqueIndex('alert_once').on(t.tenant, t.source, t.period, t.kind, t.level),
    index('alert_at').on(t.tenant, t.at),
  ],
)

/** One alert on its way to one channel. */
export const alertDelivery = sqliteTable(
  'alert_delivery',
  {
    tenant: text().notNull(),
    alert: text().notNull(),
    /** Id of the channel among the sealed ones. */
    channel: text().notNull(),
    /** mail | slack | pagerduty | webhook */
    kind: text().notNull(),
    /** waiting | sending | retrying | sent | failed */
    state: text().notNull(),
    /** Why the last try failed, a closed code; a status stands behind it as `status:500`. */
    code: text(),
    attempts: integer().notNull(),
    at: text().notNull(),
    dueAt: text('due_at').notNull(),
    endedAt: text('ended_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenant, t.alert, t.channel] }),
    index('alert_delivery_at').on(t.tenant, t.at),
    index('alert_delivery_due').on(t.state, t.dueAt),
  ],
)

/** When a tenant's budgets and unusual days were looked at last; one row a tenant that has budgets or channels. */
export const watch = sqliteTable(
  'watch',
  {
    tenant: text().primaryKey(),
    /** 1 = unusual days raise alerts to the channels of `anomalyChannels`. */
    anomalies: integer().notNull(),
    /** JSON: ids of channels. */
    anomalyChannels: text('anomaly_channels').notNull(),
    /** Watermark of the projection that was evaluated, and when. */
    watermark: integer(),
    at: text(),
    askedAt: text('asked_at'),
  },
  (t) => [index('watch_asked').on(t.askedAt)],
)
