// The receipts of a tenant that is erased: none is due any more, and none is under way.
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { receiptDelivery, receiptSetting } from './schema.ts'

/** Doing it twice is fine. */
export async function endReceipts(db: D1Database, tenant: string): Promise<void> {
  const d = drizzle(db)
  await d.batch([
    d.delete(receiptSetting).where(eq(receiptSetting.tenant, tenant)),
    d.delete(receiptDelivery).where(eq(receiptDelivery.tenant, tenant)),
  ])
}
