// Teams with their cost centres, the dated rules that say what is whose, and the periods whose chargeback is frozen (D1).
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const team = sqliteTable(
  'team',
  {
    tenant: text().notNull(),
    id: text().notNull(),
    name: text().notNull(),
    costCenter: text('cost_center'),
    changedAt: text('changed_at').notNull(),
    /** Teams that stand in a statement keep their row. */
    removedAt: text('removed_at'),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.id] })],
)

export const teamRule = sqliteTable(
  'team_rule',
  {
    tenant: text().notNull(),
    id: text().notNull(),
    team: text().notNull(),
    /** workspace | key | person; a project of OpenAI is a workspace. */
    kind: text().notNull(),
    /** Null for people, who may be at several. */
    vendor: text(),
    /** Id of the workspace (`default` for the vendor's default one) or key, or any subject of the person. */
    value: text().notNull(),
    /** First and last UTC day on which it holds, both included; null: open. */
    fromDay: text('from_day'),
    toDay: text('to_day'),
    changedAt: text('changed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.id] }), index('team_rule_team').on(t.tenant, t.team)],
)

/** How the shared pool is split; no row: in proportion to what is direct. */
export const chargebackSetting = sqliteTable('chargeback_setting', {
  tenant: text().primaryKey(),
  /** direct | equal | people | fixed */
  split: text().notNull(),
  /** JSON: team → weight, for `fixed`. */
  weights: text().notNull(),
  changedAt: text('changed_at').notNull(),
})

/** One frozen month. What was frozen lies beside it as JSON whose SHA-256 stands in the record. */
export const chargebackPeriod = sqliteTable(
  'chargeback_period',
  {
    tenant: text().notNull(),
    /** YYYY-MM */
    period: text().notNull(),
    frozenAt: text('frozen_at').notNull(),
    /** Null: by itself, because the vendors' figures had become final. */
    frozenBy: text('frozen_by'),
    seq: integer().notNull(),
    sha256: text().notNull(),
    /** JCS of the statement: method, teams, lines, totals; ids and amounts only. */
    statement: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant, t.period] })],
)
