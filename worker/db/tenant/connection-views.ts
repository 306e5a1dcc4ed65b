// Connections and streams as the settings screen shows them: state, words, lag, progress.

import type { TenantId } from '../../ids.ts'
import { homeOf, type Region } from '../../region.ts'
import { ledgerOf } from '../../tenant/reach.ts'
import type { ChecklistItem } from '../../vendors/probe.ts'
import { controlDatabase } from '../control/database.ts'
import { selectMember } from '../control/members.ts'
import { type ConnectionRow, listConnections } from './connections.ts'
import { listQuarantine } from './quarantine.ts'
import { listStreams, type StreamRow } from './streams.ts'

type TenantRef = { id: TenantId; region: Region }

function readChecklist(row: ConnectionRow): ChecklistItem[] {
  return JSON.parse(row.checklist) as ChecklistItem[] // our own JSON, from the probe report
}

/** What a connection opens, in words of the checklist. */
const opens = (row: ConnectionRow): string[] =>
  readChecklist(row)
    .filter((item) => item.state === 'ok' && item.id !== 'organization')
    .map((item) => item.label)

/**
 * The slowest stream decides the days; paused beats running beats done. A stream that the key may not read has no say: it waits for a
 * better key, perhaps for ever, and says so itself.
 */
function backfillOf(rows: readonly StreamRow[], records: number) {
  const asked = rows.filter(
    (row) => row.backfillState !== 'none' && !(row.state === 'skipped' && row.backfillState === 'waiting'),
  )
  const has = (state: string) => asked.some((row) => row.backfillState === state)
  const state =
    asked.length === 0 ? 'none' : has('paused') ? 'paused' : has('running') || has('waiting') ? 'running' : 'done'
  return {
    state: state as 'none' | 'running' | 'paused' | 'done', // the four of the line above
    days_done: asked.length === 0 ? 0 : Math.min(...asked.map((row) => row.backfillDone)),
    days_asked: Math.max(0, ...asked.map((row) => row.backfillAsked)),
    records,
  }
}

async function whoConnected(env: Env, tenant: TenantId, userId: string): Promise<string> {
  const member = await selectMember(controlDatabase(env), tenant, userId)
  return member === null ? 'a former member' : member.name || member.email
}

export async function listConnectionViews(env: Env, tenant: TenantRef) {
  const home = homeOf(env, tenant.region)
  const [connections, streams] = await Promise.all([
    listConnections(home.db, tenant.id),
    listStreams(home.db, tenant.id),
  ])
  const counts = await countsOf(env, tenant, streams)
  return Promise.all(
    connections.map(async (row) => {
      const own = streams.filter((stream) => stream.connection === row.id)
      const records = own.reduce((sum, stream) => sum + (counts.get(stream.stream)?.records ?? 0), 0)
      return {
        id: row.id,
        kind: row.kind,
        name: row.name,
        organization: { id: row.organization, name: row.organizationName },
        last4: row.last4,
        state: row.state as 'working' | 'partial' | 'broken' | 'removed', // written by connection-life and outcome only
        words: row.words,
        opens: opens(row),
        checklist: readChecklist(row).map(({ requestId, ...item }) => ({
          ...item,
          ...(requestId !== undefined && { request_id: requestId }),
        })),
        connected_by: await whoConnected(env, tenant.id, row.connectedBy),
        connected_at: row.connectedAt,
        rotated_at: row.rotatedAt,
        backfill: backfillOf(own, records),
      }
    }),
  )
}

async function countsOf(env: Env, tenant: TenantRef, streams: readonly StreamRow[]) {
  const names = [...new Set(streams.map((row) => row.stream))]
  const counts = await ledgerOf(homeOf(env, tenant.region), tenant.id).streamCounts(names)
  return new Map(counts.map((one) => [one.stream, one]))
}

/** Every stream's health, and what was set aside. Counts are of identities: restating a value adds none. */
export async function listStreamViews(env: Env, tenant: TenantRef, now: Date) {
  const home = homeOf(env, tenant.region)
  const [streams, quarantined] = await Promise.all([
    listStreams(home.db, tenant.id),
    listQuarantine(home.db, tenant.id),
  ])
  const counts = await countsOf(env, tenant, streams)
  return {
    streams: streams.map((row) => ({
      connection: row.connection,
      stream: row.stream,
      // Written by outcome and connection-life only.
      state: row.state as 'reading' | 'catching_up' | 'retrying' | 'skipped' | 'set_aside' | 'paused',
      words: row.words,
      request_id: row.requestId,
      last_success: row.lastSuccess,
      last_try: row.lastTry,
      next_due: row.nextDue,
      lag_seconds:
        row.lastSuccess === null ? null : Math.max(0, Math.round((now.getTime() - Date.parse(row.lastSuccess)) / 1000)),
      records: counts.get(row.stream)?.records ?? 0,
      records_24h: counts.get(row.stream)?.recent ?? 0,
      backfill: {
        state: row.backfillState as 'none' | 'running' | 'paused' | 'done' | 'waiting', // as above
        days_done: row.backfillDone,
        days_asked: row.backfillAsked,
        from: row.backfillFrom,
      },
    })),
    quarantined: quarantined.map(({ id, stream, at, endpoint, sha256, bytes, why }) => ({
      id,
      stream,
      at,
      endpoint,
      sha256,
      bytes,
      why,
    })),
  }
}
