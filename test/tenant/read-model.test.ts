import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../worker/ledger/jcs.ts'
import type { LedgerRecord } from '../../worker/ledger/record.ts'
import { changesOf, type ReadChange, type ReadRow } from '../../worker/tenant/read-model.ts'

const TENANT = 'tn_0123456789abcdefghjkmnpqrs'
const SUBJECT = 'sub_0123456789abcdefghjkmnpqrs'

type Given = {
  kind: string
  stream?: string
  id?: string
  rev?: number
  seq?: number
  subject?: string
  data?: JsonObject
}

/** A record as the projection parses it from the ledger's own bytes. */
function record({
  kind,
  stream = `anthropic.${kind}`,
  id = 'x',
  rev = 0,
  seq = 7,
  subject,
  data = {},
}: Given): LedgerRecord {
  const made = {
    v: 1,
    tenant: TENANT,
    seq,
    prev: '0'.repeat(64),
    kind,
    stream,
    id,
    rev,
    occurred_at: '2026-03-01T08:00:00.000Z',
    ingested_at: '2026-03-01T09:00:00.000Z',
    ...(subject !== undefined && { subject }),
    data,
  }
  return made as unknown as LedgerRecord // brands only; each member has its form
}

const changes = (given: Given): ReadChange[] => changesOf(record(given), () => 42n)
function rowOf(given: Given): ReadRow {
  const [change] = changes(given)
  if (change === undefined || !('row' in change)) throw new Error('no row')
  return change.row
}

describe('a record becomes', () => {
  it('nothing where no screen shows it', () => {
    expect(changes({ kind: 'pull' })).toEqual([])
    expect(changes({ kind: 'gap' })).toEqual([])
  })

  it('an organization with its name, or its id where it has none', () => {
    expect(changes({ kind: 'organization', id: 'org', data: { name: 'Tarnwick' } })).toEqual([
      {
        table: 'organization',
        row: { tenant: TENANT, vendor: 'anthropic', seq: 7, rev: 0, id: 'org', name: 'Tarnwick' },
      },
    ])
    expect(rowOf({ kind: 'organization', id: 'org' }).name).toBe('org')
  })

  it('a workspace', () => {
    expect(rowOf({ kind: 'workspace', id: 'w', data: { name: 'Assay', default: true, archived_at: null } })).toEqual({
      tenant: TENANT,
      vendor: 'anthropic',
      seq: 7,
      rev: 0,
      id: 'w',
      name: 'Assay',
      is_default: 1,
      archived_at: null,
      vanished: 0,
    })
  })

  it('a vendor key, without its name, which is sealed', () => {
    const row = rowOf({ kind: 'vendor_key', id: 'k', data: { status: 'active', workspace: 'w', created_by: SUBJECT } })
    expect(row).toMatchObject({ id: 'k', status: 'active', workspace: 'w', created_by: SUBJECT, expires_at: null })
    expect(row).not.toHaveProperty('name')
    expect(rowOf({ kind: 'vendor_key' }).status).toBe('unknown')
  })

  it('a member under its subject', () => {
    expect(rowOf({ kind: 'member', id: 'whatever', subject: SUBJECT, data: { role: 'admin' } })).toMatchObject({
      subject: SUBJECT,
      role: 'admin',
      added_at: null,
      vanished: 0,
    })
    expect(rowOf({ kind: 'member', id: SUBJECT })).toMatchObject({ subject: SUBJECT, role: 'unknown' })
  })

  it('an invite with the time it was read where it tells none', () => {
    expect(rowOf({ kind: 'invite', id: 'i', data: { status: 'pending' } })).toMatchObject({
      id: 'i',
      subject: null,
      status: 'pending',
      invited_at: '2026-03-01T08:00:00.000Z',
    })
  })

  it('a mark on what vanished, with the place of the record that says so', () => {
    const data = { vanished: true }
    expect(changes({ kind: 'workspace', id: 'w', rev: 3, data })).toEqual([
      { table: 'workspace', gone: { tenant: TENANT, vendor: 'anthropic', seq: 7, rev: 3, id: 'w' } },
    ])
    expect(changes({ kind: 'member', id: SUBJECT, subject: SUBJECT, rev: 1, data })).toMatchObject([
      { table: 'member', gone: { subject: SUBJECT } },
    ])
    // Only true says so: a vendor's own field of that name with another value does not.
    expect(changes({ kind: 'workspace', id: 'w', data: { vanished: 'no' } })).toMatchObject([{ row: { vanished: 0 } }])
  })

  it('a usage row with its estimate', () => {
    const data = { model: 'claude-sonnet-4-5', uncached_input: 5, output: '9007199254740993', view: 'actors' }
    expect(rowOf({ kind: 'usage', data, subject: SUBJECT })).toMatchObject({
      stream: 'anthropic.usage',
      day: '2026-03-01',
      view: 'actors',
      model: 'claude-sonnet-4-5',
      subject: SUBJECT,
      uncached_input: 5,
      output: '9007199254740993',
      cache_read: 0,
      estimate: '42',
    })
    expect(rowOf({ kind: 'usage' })).toMatchObject({ view: 'dimensions', model: null, workspace: null })
  })

  it('a usage row without an estimate where the list has no price: null, never zero', () => {
    const [change] = changesOf(record({ kind: 'usage' }), () => null)
    expect(change).toMatchObject({ row: { estimate: null } })
  })

  it('a cost row in billed nanodollars, as text where they are large', () => {
    expect(rowOf({ kind: 'cost', data: { amount_nano: '123456789012345678', description: 'Tokens' } })).toMatchObject({
      amount: '123456789012345678',
      currency: 'USD',
      description: 'Tokens',
      day: '2026-03-01',
    })
    expect(rowOf({ kind: 'cost', data: { amount_nano: '-5', currency: 'EUR' } })).toMatchObject({
      amount: '-5',
      currency: 'EUR',
    })
  })

  it('a code day with sums over its tools and models', () => {
    const data = {
      actor_type: 'user',
      sessions: 3,
      remote: true,
      tools: { edit: { accepted: 4, rejected: 1 }, write: { accepted: 2, rejected: 0 } },
      models: [
        { model: 'a', input: 1, output: 2, cache_read: 3, cache_creation: 4, estimated_nano: '10000000000000000000' },
        { model: 'b', input: 10, output: 0, cache_read: 0, cache_creation: 0, estimated_nano: 5 },
      ],
    }
    const row = rowOf({ kind: 'code_day', subject: SUBJECT, data })
    expect(row).toMatchObject({ remote: 1, sessions: 3, accepted: '6', rejected: '1', tokens: '20' })
    expect(row.estimate).toBe('10000000000000000005')
    expect(JSON.parse(String(row.models))).toEqual([
      { model: 'a', tokens: '10', estimate: '10000000000000000000' },
      { model: 'b', tokens: '10', estimate: '5' },
    ])
    expect(rowOf({ kind: 'code_day' })).toMatchObject({ actor_type: 'unknown', tokens: '0', models: '[]', remote: 0 })
  })

  it('an activity, with system work and our own reads apart from what people did', () => {
    const row = rowOf({ kind: 'activity', subject: SUBJECT, data: { type: 'login', workspace_id: 'w' } })
    expect(row).toMatchObject({
      seq: 7,
      type: 'login',
      category: 'other',
      subject: SUBJECT,
      machine: 0,
      workspace: 'w',
    })
    expect(row).not.toHaveProperty('rev')
    expect(rowOf({ kind: 'activity', data: { own_read: true } }).machine).toBe(1)
    expect(rowOf({ kind: 'activity', data: { system: true } }).machine).toBe(1)
    expect(rowOf({ kind: 'activity', data: { system: 'true' } }).machine).toBe(0)
  })

  it('an act of ours in the same list, under its kind and action', () => {
    const act = rowOf({ kind: 'token', stream: 'tallystick.token', subject: SUBJECT, data: { action: 'created' } })
    expect(act).toMatchObject({
      vendor: 'tallystick',
      type: 'token.created',
      category: 'tallystick',
      actor_type: 'member',
    })
    expect(rowOf({ kind: 'tenant', stream: 'tallystick.tenant' })).toMatchObject({
      type: 'tenant',
      actor_type: 'system',
    })
  })

  it('the same rows every time', () => {
    const given = { kind: 'usage', data: { output: 3 } }
    expect(changes(given)).toEqual(changes(given))
  })
})

describe('a counter that is no counter', () => {
  it('counts nothing, whatever a vendor sends', () => {
    for (const output of [null, 'many', true, [1], { n: 1 }, '1.5', '']) {
      expect(rowOf({ kind: 'usage', data: { output } }).output, JSON.stringify(output)).toBe(0)
    }
  })

  it('does not break the sums of a code day', () => {
    for (const models of [null, 'none', {}, [null], [{ input: 'x' }], [[1]]]) {
      expect(rowOf({ kind: 'code_day', data: { models } }).tokens, JSON.stringify(models)).toBe('0')
    }
    expect(rowOf({ kind: 'code_day', data: { tools: ['x'] } }).accepted).toBe('0')
  })
})
