// Budgets as rows. Amounts leave and enter as decimal strings: nanodollars pass 2^53 at nine million dollars, and D1 hands numbers out as doubles.
import { and, asc, eq, getTableColumns, isNull, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { budget } from './schema.ts'

type Stored = typeof budget.$inferSelect
/** As it lies there, with the amount as text. */
export type BudgetRow = Omit<Stored, 'amount'> & { amount: string }

const columns = { ...getTableColumns(budget), amount: sql<string>`CAST(${budget.amount} AS TEXT)` }

/** Those that stand, oldest first. */
export async function listBudgets(db: D1Database, tenant: string): Promise<BudgetRow[]> {
  return drizzle(db)
    .select(columns)
    .from(budget)
    .where(and(eq(budget.tenant, tenant), isNull(budget.removedAt)))
    .orderBy(asc(budget.createdAt), asc(budget.id))
}

/** Removed ones too: alerts speak of them. */
export async function findBudget(db: D1Database, tenant: string, id: string): Promise<BudgetRow | undefined> {
  const [row] = await drizzle(db)
    .select(columns)
    .from(budget)
    .where(and(eq(budget.tenant, tenant), eq(budget.id, id)))
  return row
}

/** Names by id, removed ones too. */
export async function budgetNames(db: D1Database, tenant: string): Promise<Map<string, string>> {
  const rows = await drizzle(db)
    .select({ id: budget.id, name: budget.name })
    .from(budget)
    .where(eq(budget.tenant, tenant))
  return new Map(rows.map(({ id, name }) => [id, name]))
}

const asStored = (amount: string) => sql`CAST(${amount} AS INTEGER)`

export async function addBudget(db: D1Database, { amount, ...row }: BudgetRow): Promise<void> {
  await drizzle(db)
    .insert(budget)
    .values({ ...row, amount: asStored(amount) })
}

export type BudgetChange = Partial<
  Pick<BudgetRow, 'name' | 'amount' | 'thresholds' | 'forecast' | 'channels' | 'paused' | 'changedAt' | 'removedAt'>
>

/** Changes one that stands; false where it stands no more. */
export async function changeBudget(
  db: D1Database,
  tenant: string,
  id: string,
  { amount, ...change }: BudgetChange,
): Promise<boolean> {
  const changed = await drizzle(db)
    .update(budget)
    .set({ ...change, ...(amount !== undefined && { amount: asStored(amount) }) })
    .where(and(eq(budget.tenant, tenant), eq(budget.id, id), isNull(budget.removedAt)))
    .returning({ id: budget.id })
  return changed.length > 0
}

/** A name that tells of somebody who is erased. */
export async function renameBudgets(db: D1Database, tenant: string, tells: (text: string) => boolean): Promise<void> {
  for (const [id, name] of await budgetNames(db, tenant)) {
    if (!tells(name)) continue
    await drizzle(db)
      .update(budget)
      .set({ name: 'Budget' })
      .where(and(eq(budget.tenant, tenant), eq(budget.id, id)))
  }
}
