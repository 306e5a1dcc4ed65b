// The public side of the ledger, without sign-in: keys to pin, the root log's checkpoint, tiles, cuts and their anchors. Cacheable, and
// readable from any site: whoever verifies should not have to come through us.
import { z } from '@hono/zod-openapi'
import { b64, concat } from '../../ledger/bytes.ts'
import { exportKeyName, rootOrigin } from '../../ledger/checkpoint.ts'
import { publicKeyOf } from '../../ledger/ed25519.ts'
import { formatVkey } from '../../ledger/note.ts'
import { parseTilePath } from '../../ledger/tile.ts'
import { anchorTexts, logIdentity, rootHome, rootLogOf } from '../../region.ts'
import { anchorSettings } from '../../root/anchor/settings.ts'
import { cutFile, isCutFile, ROOT } from '../../root/files.ts'
import type { Cut } from '../../root/root-log.ts'
import { publicRoute, type Route } from '../define.ts'
import { type Failure, failure } from '../errors.ts'
import { decodeCursor, encodeCursor } from '../paging.ts'
import { PageQuery } from '../schemas/common.ts'
import { CutList, LogKeys } from '../schemas/rootlog.ts'

const tag = 'Root log'

/** Seconds that a copy may be shown: what never changes, what is added to once an hour, what grows while a cut is being anchored. */
const FOR_EVER = 'public, max-age=31536000, immutable'
const A_MINUTE = 'public, max-age=60'

const shared = (cache: string) => ({
  'cache-control': cache,
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
})

/** A file of the root log's folder, streamed as it lies there. */
async function file(env: Env, key: string, type: string, cache: string): Promise<Response | Failure> {
  const object = await rootHome(env).archive.get(key)
  if (object === null) return failure('not_found', { message: 'There is no such file, or not yet.' })
  return new Response(object.body, { headers: { ...shared(cache), 'content-type': type, etag: object.httpEtag } })
}

const TEXT = 'text/plain; charset=utf-8'
const BINARY = 'application/octet-stream'

const typeOf = (name: string): string => {
  if (name === 'checkpoint' || name === 'cosignatures') return TEXT
  if (name === 'headers.json') return 'application/json'
  return name.endsWith('.tsr') ? 'application/timestamp-reply' : BINARY
}

const PIN =
  'Compare these keys with what you were given by another way: the contract, a colleague, an earlier visit. Then hand them to the verifier, ' +
  'one --pin <vkey> each; a pinned key replaces whatever a bundle claims under the same name. A key that changed without a word from us is a reason to stop.'

const keys = publicRoute({
  method: 'get',
  path: '/.well-known/tallystick/keys',
  summary: 'The keys that sign root checkpoints and exports, and how to pin them',
  tag,
  answer: LogKeys,
  async handler({ env, c }) {
    const { origin, seed } = logIdentity(env)
    const publicKey = await publicKeyOf(seed)
    for (const [name, value] of Object.entries(shared(A_MINUTE))) c.header(name, value)
    return {
      origin,
      keys: {
        root: [formatVkey(rootOrigin(origin), publicKey)],
        export: [formatVkey(exportKeyName(origin), publicKey)],
        witness: anchorSettings(anchorTexts(env)).witnesses.map(({ key }) => key.text),
      },
      // With the type byte, as the last part of a vkey has it.
      tenant: { name: `${origin}/<tenant id>`, public_key: b64(concat(Uint8Array.of(1), publicKey)) },
      how_to_pin: PIN,
    }
  },
})

const checkpoint = publicRoute({
  method: 'get',
  path: '/.well-known/tallystick/root/checkpoint',
  summary: 'The latest root checkpoint as a C2SP signed note',
  tag,
  handler: ({ env }) => file(env, `${ROOT}/checkpoint`, TEXT, A_MINUTE),
})

const tile = publicRoute({
  method: 'get',
  path: '/.well-known/tallystick/root/tile/{path}',
  summary: 'A hash tile or entry bundle of the root log in the C2SP tlog-tiles layout; slashes in the path are allowed',
  tag,
  params: z.object({ path: z.string() }),
  async handler({ env, params }) {
    const path = `tile/${params.path}`
    if (path.length > 200 || parseTilePath(path) === undefined) {
      return failure('not_found', { message: 'There is no such tile.' })
    }
    return file(env, `${ROOT}/${path}`, BINARY, FOR_EVER)
  },
})

const cuts = publicRoute({
  method: 'get',
  path: '/.well-known/tallystick/root/cuts',
  summary: 'The cuts of the root log, newest first, each with the state of its anchor',
  tag,
  query: PageQuery,
  answer: CutList,
  async handler({ env, query, c }) {
    const [before] = query.cursor === undefined ? [Number.MAX_SAFE_INTEGER] : (decodeCursor(query.cursor, 1) ?? [])
    if (typeof before !== 'number' || !Number.isSafeInteger(before)) return failure('invalid_cursor')
    const rows = await rootLogOf(env).cuts(before, query.limit + 1)
    const page = rows.slice(0, query.limit)
    const last = page.at(-1)
    for (const [name, value] of Object.entries(shared(A_MINUTE))) c.header(name, value)
    return {
      cuts: page.map(cutRow),
      next_cursor: rows.length > query.limit && last !== undefined ? encodeCursor([last.size]) : null,
    }
  },
})

function cutRow({ number, size, root, at, anchor }: Cut): CutList['cuts'][number] {
  if (anchor === null) return { number, size, root, at, anchor }
  const { state, at: since, block } = anchor
  const shown = block && { ...block, time: new Date(block.time * 1000).toISOString() }
  return { number, size, root, at, anchor: { state, at: since, block: shown } }
}

const cut = publicRoute({
  method: 'get',
  path: '/.well-known/tallystick/root/cuts/{size}/{name}',
  summary: 'A file of one cut: checkpoint, root.ots, headers.json, cosignatures, or an RFC 3161 token',
  tag,
  params: z.object({ size: z.string(), name: z.string() }),
  async handler({ env, params: { size, name } }) {
    if (!/^[1-9][0-9]{0,15}$/.test(size) || !isCutFile(name)) return failure('not_found')
    return file(env, cutFile(Number(size), name), typeOf(name), name === 'checkpoint' ? FOR_EVER : A_MINUTE)
  },
})

export const wellKnownRoutes: readonly Route[] = [keys, checkpoint, tile, cuts, cut]
