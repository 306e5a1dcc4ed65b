// Searching the texts: whole words in every script, blind without the keys, and clear of what was erased.
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { indexStep, tickWords } from '../../worker/content/index-words.ts'
import { addWords, clearAllWords, clearWords, tenantsBehind } from '../../worker/db/tenant/content-words.ts'
import { forgetSearchKey, readSearchKeys } from '../../worker/vault/search-keys.ts'
import { home, vault } from '../support/tenants.ts'
import {
  ADA,
  type Content,
  capture,
  chatOf,
  contentStage,
  detail,
  list,
  messageOf,
  OLI,
  search,
} from './content-stage.ts'

let on: Content

beforeAll(async () => {
  on = await contentStage(
    chatOf('chat-a', ADA, null),
    messageOf('m1', 'chat-a', ADA, 'The zinc heron sleeps; write to zora@example.com about Müller in Straße 7.', 2),
    messageOf('m2', 'chat-a', ADA, 'Amber stairs lead to the lighthouse, as everybody on the quay knows.', 3),
    chatOf('chat-o', OLI, null),
    messageOf('m1', 'chat-o', OLI, 'a heron in the zoo, zincless', 2),
    chatOf('chat-j', OLI, null),
    messageOf('m1', 'chat-j', OLI, '明日は東京都で会議があります。資料を確認してください。', 2),
    messageOf('m2', 'chat-j', OLI, '京にて東へ', 4),
    chatOf('chat-r', null, null),
    messageOf('m1', 'chat-r', null, 'مرحبا، أريد تقريرًا عن المبيعات', 2),
    chatOf('chat-t', ADA, null),
    messageOf('m1', 'chat-t', ADA, 'ขอรายงานการขาย', 2),
  )
})

const tokens = async (seqs?: number[]): Promise<{ token: number; seq: number }[]> => {
  const { results } = await home.db
    .prepare('SELECT token, seq FROM content_word WHERE tenant = ? AND token >= 0')
    .bind(on.tenant)
    .all<{ token: number; seq: number }>()
  return results.filter(({ seq }) => seqs?.includes(seq) ?? true)
}

describe('a search', () => {
  it.each([
    ['heron', ['chat-a', 'chat-o']],
    ['HERON zinc', ['chat-a']],
    ['her', []],
    ['zinc stairs', []],
    ['muller strasse', ['chat-a']],
    ['MÜLLER', ['chat-a']],
    ['zora@example.com', ['chat-a']],
    ['東京', ['chat-j']],
    ['東京都で会議', ['chat-j']],
    ['都京', []],
    ['تقريرا', ['chat-r']],
    ['مبيعات', []],
    ['المبيعات مرحبا', ['chat-r']],
    ['รายงาน', ['chat-t']],
    ['chat-o', ['chat-o']],
    ['… ! ?', []],
  ])('for %s finds %j', async (words, found) => {
    expect(await search(on.admin, words)).toEqual(found)
  })

  it('takes pairs of characters that stand apart for no match', async () => {
    // Both pairs of 大阪神 are in the index of one message, which does not hold it.
    await capture(on.tenant, chatOf('chat-k', OLI, null), messageOf('m1', 'chat-k', OLI, '大阪と阪神'))
    expect(await search(on.admin, '大阪神')).toEqual([])
    expect(await search(on.admin, '阪神 大阪')).toEqual(['chat-k'])
  })

  it('shows the message that matches, masked, and names how many are not indexed', async () => {
    const { chats, totals, not_indexed } = await list(on.admin, '?q=heron%20zinc')
    const shown = chats[0]?.match?.pieces.map(({ text }) => text).join('')
    expect(shown).toContain('The zinc heron sleeps; write to [EMAIL 1]')
    expect([totals, not_indexed]).toEqual([null, 0])
  })

  it('is filtered by person before anything is opened', async () => {
    const { chats } = await list(on.admin, '?q=heron')
    const oli = chats.find(({ id }) => id === 'chat-o')?.person?.subject ?? ''
    expect(await search(on.admin, 'heron', `&person=${oli}`)).toEqual(['chat-o'])
  })
})

describe('the index', () => {
  it('holds other numbers for the same word of another person, and no text', async () => {
    const subjects = (await list(on.admin)).chats.flatMap(({ person }) => person?.subject ?? [])
    const keys = await readSearchKeys(vault(on.tenant))
    const [first, second] = [...new Set(subjects)].map((subject) => keys.asked(['heron'], [subject])[0]?.[0])
    expect(first).toBeGreaterThanOrEqual(0)
    expect(first).not.toBe(second)
    expect((await tokens()).every(({ token }) => token < 2 ** 48)).toBe(true)
  })

  it('does not change when it is made again, and goes on where it stood', async () => {
    const before = await tokens()
    await home.db.prepare('UPDATE content_index SET indexed = 0 WHERE tenant = ?').bind(on.tenant).run()
    expect((await list(on.admin)).not_indexed).toBe(8)
    expect(await tickWords(env)).toBeGreaterThan(0)
    while ((await indexStep(env, 'us', on.tenant)) === 'more');
    expect(await tokens()).toEqual(before)
    expect((await list(on.admin)).not_indexed).toBe(0)
  })

  it('is clear of a message once its words were cleared, also for an indexer that had read it before', async () => {
    const [message] = (await detail(on.admin, 'chat-t')).messages
    const seq = message?.seq ?? -1
    const known = (await tokens([seq])).map(({ token }) => token)
    expect(await clearWords(home.db, on.tenant, [seq])).toBe(known.length)
    expect(known.length).toBeGreaterThan(5)
    await addWords(home.db, on.tenant, [{ seq, tokens: known }])
    expect(await tokens([seq])).toEqual([])
    expect(await search(on.admin, 'รายงาน')).toEqual([])
    expect(await clearWords(home.db, on.tenant, [seq])).toBe(0)
  })

  it('is noise once the person’s key is forgotten, while others are still found', async () => {
    const { chats } = await list(on.admin, '?q=heron')
    const ada = chats.find(({ id }) => id === 'chat-a')?.person?.subject ?? ''
    const rows = (await tokens()).length
    await forgetSearchKey(vault(on.tenant), [ada])
    expect(await search(on.admin, 'heron')).toEqual(['chat-o'])
    expect(await tokens()).toHaveLength(rows)
    await forgetSearchKey(vault(on.tenant), [ada])
  })

  it('of a tenant that goes is empty, and nobody is asked to make it again', async () => {
    const gone = await contentStage(chatOf('chat-1', ADA, null), messageOf('m1', 'chat-1', ADA, 'heron'))
    await clearAllWords(home.db, gone.tenant)
    expect(await tenantsBehind(home.db, 100)).not.toContain(gone.tenant)
    expect(await indexStep(env, 'us', gone.tenant)).toBe('done')
    expect(await search(gone.admin, 'heron')).toEqual([])
  })

  it('takes at most 1,000 words of a message', async () => {
    const long = Array.from({ length: 1200 }, (_, n) => `word${n}`).join(' ')
    await capture(on.tenant, chatOf('chat-l', OLI, null), messageOf('m1', 'chat-l', OLI, long))
    expect(await search(on.admin, 'word999')).toEqual(['chat-l'])
    expect(await search(on.admin, 'word1000')).toEqual([])
  })
})
