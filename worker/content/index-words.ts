// The indexer: opens the texts of new message records and writes the tokens of their words. Resumable, and twice the same changes nothing.
import {
  addWords,
  type Indexable,
  indexedTo,
  moveIndexed,
  selectIndexable,
  tenantsBehind,
  type WordsOf,
} from '../db/tenant/content-words.ts'
import { isTenantId, type TenantId } from '../ids.ts'
import { type Home, homeOf, REGIONS, type Region, rootKeys } from '../region.ts'
import { type Messages, takeOwn } from '../tenant/own-messages.ts'
import { openVault, type Vault, VaultError } from '../vault/keys.ts'
import { searchKeysFor } from '../vault/search-keys.ts'
import { WordsMessage } from './message.ts'
import { atOnce, openText, readRecords } from './opened.ts'
import { wordsOf } from './words.ts'

/** Messages a step: their texts are in memory at once, a few hundred kilobytes each at most. */
const BATCH = 100
/** Steps a message of the queue: an invocation has 30 seconds of processor time, a step takes about one. */
const STEPS = 8

/** One step. `more`: call it again. */
export async function indexStep(env: Env, region: Region, tenant: TenantId): Promise<'more' | 'done'> {
  const home = homeOf(env, region)
  const from = await indexedTo(home.db, tenant)
  const rows = await selectIndexable(home.db, tenant, from, BATCH)
  const last = rows.at(-1)
  if (last === undefined) return 'done'
  const vault = openVault({ bucket: home.vault, roots: rootKeys(env), tenant })
  await addWords(home.db, tenant, await wordsOfRows(home, vault, rows))
  const moved = await moveIndexed(home.db, tenant, { from, to: last.seq + 1, at: new Date().toISOString() })
  // Another job stands here too: it goes on alone.
  return moved && rows.length === BATCH ? 'more' : 'done'
}

async function wordsOfRows(home: Home, vault: Vault, rows: readonly Indexable[]): Promise<WordsOf[]> {
  // Keys before texts: who is erased in between loses the keys that these tokens were made with.
  const keys = await searchKeysFor(
    vault,
    rows.map(({ subject }) => subject),
  )
  const records = await readRecords(
    { home, vault },
    rows.map(({ seq }) => seq),
  )
  return atOnce(rows, async ({ seq, subject }) => {
    const record = records.get(seq)
    const text = record === undefined ? undefined : await openText(vault, record)
    // What does not open was erased, or is lost: the transcript says which.
    return { seq, tokens: text?.ok === true ? keys.tokens(subject, wordsOf(text.text)) : [] }
  })
}

/** Moves a tenant's index on for as long as one message may, then sends the next one. */
export async function indexWords(env: Env, { region, tenant }: WordsMessage): Promise<void> {
  if (!isTenantId(tenant)) return
  try {
    for (let step = 0; step < STEPS; step++) if ((await indexStep(env, region, tenant)) === 'done') return
  } catch (error) {
    // Of a tenant that was erased whole there is nothing to index.
    if (error instanceof VaultError && error.code === 'erased') return
    throw error
  }
  await sendWords(env, region, tenant)
}

/** Asks for a tenant's index to be moved on; cheap, and once too often does no harm. */
export async function sendWords(env: Env, region: Region, tenant: TenantId, delaySeconds = 0): Promise<void> {
  const message: WordsMessage = { v: 1, job: 'words', region, tenant }
  await env.JOBS.send(message, { delaySeconds })
}

/** Tenants asked for in one round. */
const MOST = 200

/** The tick's part: whoever is behind because a message was lost. Returns how many. */
export async function tickWords(env: Env): Promise<number> {
  let sent = 0
  for (const region of REGIONS) {
    const behind = (await tenantsBehind(homeOf(env, region).db, MOST)).filter(isTenantId)
    for (const tenant of behind) await sendWords(env, region, tenant)
    sent += behind.length
  }
  return sent
}

const RETRY_SECONDS = 60
/** Handles the messages of this job and answers the rest of the batch. */
export async function consumeWords(env: Env, batch: Messages): Promise<Messages> {
  return takeOwn(batch, {
    schema: WordsMessage,
    handle: (message) => indexWords(env, message),
    event: 'words_failed',
    about: ({ tenant }) => ({ tenant }),
    delay: () => RETRY_SECONDS,
  })
}
