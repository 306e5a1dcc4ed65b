import { describe, expect, it } from 'vitest'
import { newSubjectId, type SubjectId, type TenantId } from '../../worker/ids.ts'
import { readDirectory } from '../../worker/vault/directory.ts'
import { ledger, makeTenant, vault } from '../support/tenants.ts'
import { page, sealed } from './drafts.ts'

const activity = 'anthropic.activity'
const event = (tenant: TenantId, id: string, subject: SubjectId, fields: Record<string, string>) =>
  sealed(tenant, activity, { kind: 'activity', id, subject, fields })

describe('an address that was only claimed', () => {
  it('reaches the directory as a claim, once, and never as an address', async () => {
    const tenant = await makeTenant()
    const subject = newSubjectId()
    const events = [
      await event(tenant, '1', subject, { claimed_email: 'mei@example.com', ip: '192.0.2.7' }),
      await event(tenant, '2', subject, { claimed_email: 'mei@example.com' }),
    ]
    await ledger(tenant).append(page(events, { stream: activity }))
    await ledger(tenant).settle()
    const { people } = await readDirectory(vault(tenant))
    expect(people).toEqual({ [subject]: { claimed: 'mei@example.com', seq: 2 } })
    await ledger(tenant).rebuild()
    expect((await readDirectory(vault(tenant))).people).toEqual(people)
  })

  it('says nothing of somebody who is known', async () => {
    const tenant = await makeTenant()
    const subject = newSubjectId()
    const fields = { email: 'ada@example.com', name: 'Ada Quill' }
    const member = await sealed(tenant, 'anthropic.members', { kind: 'member', id: subject, subject, fields })
    await ledger(tenant).append(page([member], { stream: 'anthropic.members' }))
    await ledger(tenant).append(
      page([await event(tenant, '1', subject, { claimed_email: 'x@example.com' })], { stream: activity }),
    )
    await ledger(tenant).settle()
    expect((await readDirectory(vault(tenant))).people[subject]).toEqual({ ...fields, seq: 2 })
  })
})
