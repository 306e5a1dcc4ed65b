// The chain as explorers show it: Esplora's API under any name (/one, /two), each with failings of its own.
import { Hono } from 'hono'
import type { Block, Chain } from './chain.ts'
import { hexOf } from './hashes.ts'
import type { AnchorKnobs } from './knobs.ts'

/** Blocks that an explorer which disagrees names: they have the right form and are on nobody's chain. */
const foreign = (hash: string) => hash.split('').reverse().join('')

/** Routes of every explorer: `/:explorer/blocks/tip/height`, `/block-height/:height`, `/block/:hash`, `/block/:hash/header`. */
export function bitcoinRoutes(chain: Chain, knobs: AnchorKnobs): Hono {
  const app = new Hono()
  const seenTip = (explorer: string) => chain.tip - (knobs.bitcoin_lag[explorer] ?? 0)
  app.use('/:explorer/*', async (context, next) => {
    if (knobs.bitcoin_down.includes(context.req.param('explorer'))) return context.text('Service Unavailable', 503)
    chain.catchUp()
    return next()
  })
  app.get('/:explorer/blocks/tip/height', (context) => context.text(String(seenTip(context.req.param('explorer')))))
  app.get('/:explorer/block-height/:height', (context) => {
    const { explorer, height } = context.req.param()
    if (!/^\d{1,9}$/.test(height)) return context.text('Invalid height', 400)
    const block = Number(height) > seenTip(explorer) ? undefined : chain.block(Number(height))
    if (block === undefined) return context.text('Block not found', 404)
    return context.text(knobs.bitcoin_disagree === explorer ? foreign(block.hash) : block.hash)
  })
  app.get('/:explorer/block/:hash/header', (context) => {
    const block = chain.byHash(context.req.param('hash'))
    return block === undefined ? context.text('Block not found', 404) : context.text(hexOf(block.header))
  })
  app.get('/:explorer/block/:hash', (context) => {
    const block = chain.byHash(context.req.param('hash'))
    return block === undefined ? context.text('Block not found', 404) : context.json(described(block))
  })
  return app
}

function described({ height, hash, header, transactions }: Block): object {
  const view = new DataView(header.buffer)
  return {
    id: hash,
    height,
    version: view.getInt32(0, true),
    timestamp: view.getUint32(68, true),
    bits: view.getUint32(72, true),
    nonce: view.getUint32(76, true),
    tx_count: transactions.length,
    merkle_root: hexOf(header.slice(36, 68).reverse()),
    previousblockhash: hexOf(header.slice(4, 36).reverse()),
  }
}
