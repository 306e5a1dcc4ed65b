// What the product itself says: cadences, page sizes, what is kept where. Imported, so that a change there changes the arithmetic here.
import { TILE_WIDTH } from '../../worker/ledger/tile.ts'
import { BATCH } from '../../worker/pull/message.ts'
import { PAGE } from '../../worker/pull/schedule.ts'
import { REGIONS } from '../../worker/region.ts'
import { STEPS } from '../../worker/tenant/self-check.ts'
import { PIECES } from '../../worker/tenant/self-check-nightly.ts'
import { BUNDLES } from '../../worker/tenant/self-check-walk.ts'
import { KEEP } from '../../worker/tenant/settle.ts'
import { STREAMS } from '../../worker/vendors/catalog.ts'
import type { Stream } from '../../worker/vendors/stream.ts'
import { consumers, settings, tickMinutes } from './settings.ts'

export type Product = {
  ticksADay: number
  /** Seconds over which a tick's messages are spread. */
  spreadSeconds: number
  /** Records whose texts stay in a ledger object. */
  keep: number
  /** Connections that a tick takes from D1 at a time, and messages of one send. */
  page: number
  sendBatch: number
  regions: number
  /** Records that the nightly self-check can walk in a day, over all ledgers. */
  checkedADay: number
  cutsADay: number
  /** Messages that a consumer of pulls takes at a time. */
  pullBatch: number
  streams: readonly Pick<Stream, 'id' | 'connection' | 'shape' | 'every' | 'reread'>[]
}

export function product(): Product {
  const vars = settings()
  const ticksADay = (24 * 60) / tickMinutes()
  return {
    ticksADay,
    spreadSeconds: Number(vars.PULL_SPREAD_SECONDS),
    keep: KEEP,
    page: PAGE,
    sendBatch: BATCH,
    regions: REGIONS.length,
    checkedADay: PIECES * STEPS * BUNDLES * TILE_WIDTH * ticksADay,
    cutsADay: 86_400 / Number(vars.ROOT_CUT_SECONDS),
    pullBatch: consumers().find(({ queue }) => queue === 'pulls')?.batch ?? 10,
    streams: STREAMS,
  }
}

/** Messages a day that the ticks send for one connection of a kind: every tick at which one of its streams is due. */
export function messagesADay({ streams, ticksADay }: Product, kind: Stream['connection']): number {
  const fastest = Math.min(...streams.filter(({ connection }) => connection === kind).map(({ every }) => every))
  return Math.min(ticksADay, (24 * 60) / fastest)
}
