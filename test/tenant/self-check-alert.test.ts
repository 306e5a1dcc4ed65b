import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { controlDatabase } from '../../worker/db/control/database.ts'
import { member, tenant as tenants, user } from '../../worker/db/control/schema.ts'
import { newTenantId, type TenantId } from '../../worker/ids.ts'
import { alertOwners } from '../../worker/mail/self-check-alert.ts'
import { MailError, type SendMail } from '../../worker/mail/send.ts'

const now = new Date('2026-03-01T00:00:00.000Z')

async function organization(people: readonly (readonly [string, 'owner' | 'auditor'])[]): Promise<TenantId> {
  const tenant = newTenantId()
  const db = controlDatabase(env)
  await db
    .insert(tenants)
    .values({ id: tenant, name: 'Tarnwick\nInstruments', region: 'us', createdAt: now } as typeof tenants.$inferInsert) // the rest has defaults
  for (const [name, role] of people) {
    const id = `${tenant}-${name}`
    await db.insert(user).values({ id, name, email: `${name}.${tenant}@example.com`, createdAt: now, updatedAt: now })
    await db.insert(member).values({ tenantId: tenant, userId: id, role, joinedAt: now })
  }
  return tenant
}

describe('the mail about a self-check', () => {
  it('goes to every owner and to nobody else, and says what was found', async () => {
    const tenant = await organization([
      ['ada', 'owner'],
      ['bo', 'auditor'],
      ['cy', 'owner'],
    ])
    const sendMail = vi.fn<SendMail>(async () => undefined)
    await alertOwners(env, tenant, ['A row is missing.'], sendMail)
    const mails = sendMail.mock.calls.map(([, mail]) => mail)
    expect(mails.map(({ to }) => to)).toEqual([`ada.${tenant}@example.com`, `cy.${tenant}@example.com`])
    expect(mails[0]?.subject).toBe('The self-check found the ledger of Tarnwick Instruments changed')
    expect(mails[0]?.text).toContain('- A row is missing.')
    expect(mails[0]?.text).toContain('/ledger#health')
  })

  it('that cannot be sent is a line in the log and no failure', async () => {
    const tenant = await organization([['ada', 'owner']])
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    await alertOwners(env, tenant, ['A row is missing.'], async () => Promise.reject(new MailError('no mailbox')))
    const lines = said.mock.calls.flat().map(String)
    said.mockRestore()
    expect(lines).toEqual([JSON.stringify({ event: 'self_check_mail_failed', tenant, mails: 1 })])
  })
})
