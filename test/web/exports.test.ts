// The Exports page: what a form becomes, how an export is named, where it stands, and the lines an auditor copies.
import { describe, expect, it } from 'vitest'
import { fetchCommand, verifyCommand } from '../../web/src/pages/exports/commands.ts'
import { absolute, pinsFor } from '../../web/src/pages/exports/links.ts'
import { bytesWords } from '../../web/src/pages/exports/size.ts'
import {
  canRelink,
  downloadsWords,
  endsWords,
  pollEvery,
  progressWords,
  shownState,
} from '../../web/src/pages/exports/states.ts'
import { exportName, filterWords, subjectOf, subjects } from '../../web/src/pages/exports/what.ts'
import { blank, bodyOf, limitOf, problemsOf, wishLike } from '../../web/src/pages/exports/wish.ts'
import { ExportBody, type ExportView } from '../../worker/http/schemas/exports.ts'

const now = Date.parse('2026-11-20T14:30:00.000Z')
const day = 86_400_000
const at = (ms: number) => new Date(ms).toISOString()
const digest = 'ab'.repeat(32)

const row = (over: Partial<ExportView> = {}): ExportView => ({
  id: 'exp_1',
  state: 'ready',
  words: null,
  progress: { done: 20, of: 20 },
  filter: {},
  format: 'bundle',
  focus: null,
  as_of: 'anchored',
  disclosed: false,
  content: 'none',
  documents: [],
  note: '',
  records: 10,
  bytes: 1000,
  sha256: digest,
  checkpoint_size: 10,
  created_by: { id: 'usr_1', name: null, email: null },
  created_at: at(now),
  expires_at: at(now + 14 * day),
  max_downloads: null,
  downloads: 0,
  last_download: null,
  link_version: 1,
  volumes: [{ volume: 1, kind: 'bundle', records: 10, first: 0, last: 9, bytes: 1000, sha256: digest }],
  ...over,
})

/** What an export without texts asks of them. */
const noTexts = { content: 'none', documents: [], bates_prefix: 'TALLY', legend: 'CONFIDENTIAL', reason: '' }

describe('the form of a new export', () => {
  it('asks for everything, sealed, for 14 days, when nothing is changed', () => {
    expect(bodyOf(blank)).toEqual({
      filter: {},
      format: 'bundle',
      as_of: 'anchored',
      disclose: false,
      expires_in_days: 14,
      max_downloads: null,
      note: '',
      ...noTexts,
    })
  })
  it('sends only what was chosen, in a body that the API takes', () => {
    const body = bodyOf({
      ...blank,
      note: '  For the audit ',
      subject: 'usage',
      from: '2026-08-01',
      to: '2026-11-20',
      vendor: 'openai',
      streams: ['openai.costs'],
      workspace: ['proj_1', 'default'],
      person: 'sub_1',
      format: 'json',
      asOf: 'newest',
      disclose: true,
      days: 30,
      limit: '1,000',
    })
    expect(ExportBody.parse(body)).toEqual({
      filter: {
        from: '2026-08-01',
        to: '2026-11-20',
        vendor: 'openai',
        kinds: ['usage', 'cost', 'code_day'],
        streams: ['openai.costs'],
        workspace: ['proj_1', 'default'],
        person: 'sub_1',
      },
      format: 'json',
      as_of: 'newest',
      disclose: true,
      expires_in_days: 30,
      max_downloads: 1000,
      note: 'For the audit',
      ...noTexts,
    })
  })

  it('sends chosen kinds only while kinds are what is chosen', () => {
    expect(bodyOf({ ...blank, subject: 'chosen', kinds: ['reveal'] })?.filter).toEqual({ kinds: ['reveal'] })
    expect(bodyOf({ ...blank, subject: 'all', kinds: ['reveal'] })?.filter).toEqual({})
  })
  it.each([
    [{ from: '2026-11-21', to: '2026-11-20' }, 'to'],
    [{ subject: 'chosen' as const }, 'kinds'],
    [{ limit: '0' }, 'limit'],
    [{ limit: '10001' }, 'limit'],
    [{ limit: 'many' }, 'limit'],
  ])('has no body while %j is wrong, and names the field', (over, field) => {
    const wish = { ...blank, ...over }
    expect(bodyOf(wish)).toBeNull()
    expect(Object.keys(problemsOf(wish))).toEqual([field])
  })
  it('takes no limit for an empty field', () => {
    expect([limitOf(''), limitOf(' 5 '), limitOf('10,000'), limitOf('-1'), limitOf('1.5')]).toEqual([
      null,
      5,
      10_000,
      undefined,
      undefined,
    ])
  })
  it('begins like another export, but never with its fields opened', () => {
    const wish = wishLike(
      row({
        filter: { kinds: ['cost', 'usage', 'code_day'], from: '2026-08-01' },
        disclosed: true,
        max_downloads: 3,
        note: 'x',
      }),
    )
    expect(wish).toMatchObject({
      subject: 'usage',
      kinds: [],
      from: '2026-08-01',
      disclose: false,
      limit: '3',
      note: 'x',
    })
    expect(wishLike(row({ filter: { kinds: ['usage', 'chat'] } }))).toMatchObject({
      subject: 'chosen',
      kinds: ['usage', 'chat'],
    })
  })
  it('offers only kinds that the API knows', () => {
    for (const { kinds } of Object.values(subjects)) {
      if (kinds) expect(ExportBody.safeParse({ filter: { kinds } }).success).toBe(true)
    }
  })
})

describe('what is in an export', () => {
  it('is said part by part', () => {
    expect(filterWords({})).toEqual(['Everything', 'from the beginning'])
    expect(
      filterWords({ kinds: ['activity'], from: '2026-08-01', to: '2026-11-20', vendor: 'anthropic', person: 'sub_1' }),
    ).toEqual(['Activity', '1 Aug – 20 Nov 2026', 'Anthropic', 'one person'])
    expect(filterWords({ to: '2026-11-20', streams: ['a', 'b', 'c'], workspace: ['w'] })).toEqual([
      'Everything',
      'until 20 Nov 2026',
      '3 streams',
      '1 workspace',
    ])
    expect(filterWords({ kinds: ['chat', 'message', 'hold'] })[0]).toBe('3 kinds')
  })
  it('finds a choice whatever the order of its kinds', () => {
    expect(subjectOf(['code_day', 'usage', 'cost'])).toBe('usage')
    expect(subjectOf(['usage'])).toBe('chosen')
    expect(subjectOf(undefined)).toBe('all')
  })
  it('is named by the first line of its note, else by what is in it', () => {
    expect(exportName(row({ note: 'Matter 7\nfor the auditor' }))).toBe('Matter 7')
    expect(exportName(row({ note: 'x'.repeat(200) }))).toHaveLength(80)
    expect(exportName(row({ filter: { kinds: ['activity'], from: '2026-08-01' } }))).toBe('Activity, from 1 Aug 2026')
  })
})

describe('where an export stands', () => {
  it('counts the limit only where it is of one file and one link', () => {
    expect(shownState(row({ max_downloads: 3, downloads: 3 }), now)).toBe('used_up')
    expect(shownState(row({ max_downloads: 3, downloads: 3, link_version: 2 }), now)).toBe('ready')
    expect(downloadsWords(row({ max_downloads: 5, downloads: 2 }))).toBe('2 of 5')
    expect(downloadsWords(row({ max_downloads: 5, downloads: 7, link_version: 2 }))).toBe('7')
    expect(downloadsWords(row({ state: 'running' }))).toBeNull()
  })
  it('has ended when its time is over, whatever the list said when it was read', () => {
    const ended = row({ expires_at: at(now - 1) })
    expect(shownState(ended, now)).toBe('expired')
    expect(endsWords(ended, now)).toBe('ended 20 Nov 2026')
    expect(endsWords(row(), now)).toBe('in 14 days')
    expect(endsWords(row({ state: 'revoked' }), now)).toBe('revoked')
    expect(endsWords(row({ state: 'failed' }), now)).toBeNull()
  })
  it('can get a new link for a day after its end, never after it was revoked', () => {
    expect(canRelink(row(), now)).toBe(true)
    expect(canRelink(row({ state: 'expired', expires_at: at(now - day + 1) }), now)).toBe(true)
    expect(canRelink(row({ state: 'expired', expires_at: at(now - day) }), now)).toBe(false)
    expect(canRelink(row({ state: 'revoked' }), now)).toBe(false)
  })
  it('says how far it is, and never that an export of nothing is done', () => {
    expect(progressWords(row({ state: 'queued', progress: { done: 0, of: null } }))).toBe('Waiting for its turn')
    expect(progressWords(row({ state: 'running', progress: { done: 64, of: 100 } }))).toBe('Making, 64 %')
    expect(progressWords(row({ state: 'running', progress: { done: 0, of: 0 } }))).toBe('Making, 0 %')
  })
  it('is asked about often only while one is being made', () => {
    expect(pollEvery([row(), row({ state: 'queued' })])).toBeLessThan(pollEvery([row()]))
    expect(pollEvery(undefined)).toBe(pollEvery([]))
  })
})

describe('the lines an auditor copies', () => {
  it('quote what a shell would take apart', () => {
    expect(fetchCommand('a.zip', 'https://log.example.com/e/x?k=1&s=2')).toBe(
      "curl -fL -o a.zip 'https://log.example.com/e/x?k=1&s=2'",
    )
    expect(verifyCommand("it's $(here).zip", ['log.example.com+12345678+AQ=='])).toBe(
      "python3 verify.py 'it'\\''s $(here).zip' --pin log.example.com+12345678+AQ==",
    )
  })
  it('never take a file for an option', () => {
    expect(verifyCommand('--json', [], true)).toBe('python3 verify.py ./--json --regtest')
  })
  it('pin every key of the ledger that is known, and none that is not', () => {
    const log = { keys: { root: ['r'], export: ['e'], witness: ['w'] } }
    expect(pinsFor({ vkey: 't' }, log)).toEqual(['t', 'r', 'e'])
    expect(pinsFor({ vkey: 't' }, null)).toEqual(['t'])
    expect(pinsFor(undefined, undefined)).toEqual([])
  })
  it('hold whole addresses, whether the API gave the host or not', () => {
    expect(absolute('/e/x?s=1', 'https://app.example.com')).toBe('https://app.example.com/e/x?s=1')
    expect(absolute('https://eu.example.com/e/x', 'https://app.example.com')).toBe('https://eu.example.com/e/x')
  })
})

describe('sizes', () => {
  it('are decimal, with one digit while they are small', () => {
    expect([0, 999, 1000, 18_400_000, 312_000_000, 1_500_000_000].map(bytesWords)).toEqual([
      '0 B',
      '999 B',
      '1.0 kB',
      '18.4 MB',
      '312 MB',
      '1.5 GB',
    ])
  })
})
