// The step of an export that makes documents of a finished volume: what goes into them, and the numbers they take from the register.
import { controlDatabase } from '../db/control/database.ts'
import { selectTenant } from '../db/control/tenants.ts'
import type { ExportRow } from '../db/tenant/exports.ts'
import { hex, text } from '../ledger/bytes.ts'
import { parseCheckpoint, tenantOrigin } from '../ledger/checkpoint.ts'
import { publicKeyOf } from '../ledger/ed25519.ts'
import { formatVkey } from '../ledger/vkey.ts'
import { unverified } from '../people/claimed.ts'
import { anchorTexts } from '../region.ts'
import { nativeSha256 } from '../tenant/native-hash.ts'
import { withLedger } from '../tenant/reach.ts'
import { readDirectory } from '../vault/directory.ts'
import { chatsOfVolume } from './chats.ts'
import type { Production } from './documents/input.ts'
import { filterWords } from './filter-words.ts'
import type { Cut } from './plan.ts'
import type { Review } from './review.ts'
import type { Making } from './volume.ts'

/** `numbers`: Bates numbers that it took, null where nothing in it is numbered. */
export type Made =
  | { bytes: Uint8Array; numbers: { first: number; last: number } | null }
  | 'nothing'
  | { refused: string }

/** Times that the numbers are asked for again when somebody else took them meanwhile. */
const TRIES = 3

/** `number`: of the volume, from 1. `bundle`: its finished file. The same again takes the same numbers. */
export async function produceVolume(
  env: Env,
  making: Making,
  {
    row,
    review,
    cut,
    number,
    bundle,
  }: { row: ExportRow; review: Review; cut: Cut; number: number; bundle: Uint8Array },
): Promise<Made> {
  const chats = await chatsOfVolume(making, cut)
  if (chats.length === 0) return 'nothing'
  const [{ produce }, { workerTypesetting }] = await Promise.all([
    import('./documents/production.ts'),
    import('./documents/worker-typesetting.ts'),
  ])
  const { home, tenant, log } = making
  const register = { prefix: review.prefix, key: `${row.id}/${number}` }
  const volume = `VOL${String(number).padStart(3, '0')}`
  const base = await productionOf(env, making, { row, review, chats, bundle })
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const { first } = await withLedger(home, tenant, async (ledger) => await ledger.batesPlace(register))
    const typesetting = workerTypesetting(env.FONTS)
    const producing = { review, bundle, volume, typesetting, log, sha256: nativeSha256 }
    const made = await produce({ ...producing, production: { ...base, first } })
    if (!made.ok) return { refused: WORDS[made.code] }
    const count = made.last - first + 1
    if (count <= 0) return { bytes: made.bytes, numbers: null }
    const taken = await withLedger(
      home,
      tenant,
      async (ledger) => await ledger.takeBates({ ...register, first, count }),
    )
    if (taken) return { bytes: made.bytes, numbers: { first, last: made.last } }
  }
  throw new Error('other exports kept taking the numbers')
}

const WORDS = {
  bates_prefix: 'The prefix of the page numbers cannot be used. Choose one to six capital letters.',
  bates_exhausted: 'The prefix has no numbers left: seven digits are used up. Choose another prefix.',
  nothing_to_produce: 'There is no message in this part of the export.',
  time_invalid: 'A message has a time that is none, so no document was made of it.',
} as const

type Of = { row: ExportRow; review: Review; chats: Production['chats']; bundle: Uint8Array }

async function productionOf(env: Env, making: Making, of: Of): Promise<Omit<Production, 'first'>> {
  const { row, review, chats, bundle } = of
  const { tenant, log, generatedAt } = making
  const organization = (await selectTenant(controlDatabase(env), tenant))?.name ?? tenant
  const origin = tenantOrigin(log.origin, tenant)
  const vkey = formatVkey(origin, await publicKeyOf(log.seed))
  const messages = chats.flatMap((chat) => chat.messages)
  const counts = {
    chats: chats.length,
    messages: messages.length,
    erased: messages.filter(({ text }) => text === null).length,
    masked: messages.filter(({ marks = [] }) => marks.length > 0).length,
  }
  return {
    id: row.id,
    organization,
    tenant,
    title: 'Messages of chats',
    lang: 'en',
    prefix: review.prefix,
    legend: review.legend,
    masked: review.content === 'masked',
    statement: {
      size: making.size,
      root: rootOf(making.checkpoint),
      origin,
      vkey,
      generatedAt,
      requestedBy: await askedBy(making),
      filter: filterWords(making.selection),
      ...(await anchorOf(env, making)),
      checked: ['Our own verifier passed the attached bundle before it was offered.'],
      counts,
    },
    chats,
    attachments: [
      {
        name: 'evidence.zip',
        bytes: bundle,
        mime: 'application/zip',
        description: 'The evidence bundle that proves what these pages show',
      },
    ],
  }
}

/** Who asked: by name where the export discloses people. */
async function askedBy({ vault, disclosed, requestedBy }: Making): Promise<string> {
  if (!disclosed) return requestedBy
  const { name, email } = unverified(await readDirectory(vault)).people[requestedBy] ?? {}
  return name ?? email ?? requestedBy
}

/** The block that the attached bundle leads to, as far as it is known; the pages only repeat what the bundle proves. */
async function anchorOf(env: Env, making: Making): Promise<Pick<Production['statement'], 'anchor'>> {
  const headers = (await making.rootParts(making.size))?.get('data/anchors/headers.json')
  if (headers === undefined) return {}
  const block = Math.min(...Object.keys(JSON.parse(text(headers)) as object).map(Number)) // heights, our own file
  if (!Number.isFinite(block)) return {}
  const words = 'The attached bundle proves it.'
  if (anchorTexts(env).network !== 'regtest') return { anchor: { words, block } }
  return { anchor: { words: `Block ${block} of a local test chain. ${words}` } }
}

/** Root hash of a checkpoint's note, hex; it is our own and was just read from the ledger. */
function rootOf(note: string): string {
  const checkpoint = parseCheckpoint(note.slice(0, note.indexOf('\n\n') + 1))
  if (checkpoint === undefined) throw new Error('a checkpoint of our own that cannot be read')
  return hex(checkpoint.root)
}
