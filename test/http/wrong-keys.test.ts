// Keys of every kind in either field, over HTTP: each is told apart in words of its own, and what cannot be right is sent nowhere.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { ValidateAnswer } from '../../worker/http/schemas/connections.ts'
import { appOn, type Call, ownerAt } from '../flows/front-door.ts'
import { keyOf, type Stage, stage } from '../pull/stage.ts'

type Kind = 'anthropic_admin' | 'openai_admin' | 'anthropic_compliance'
type Answer = z.output<typeof ValidateAnswer>
let on: Stage
let call: Call

beforeAll(async () => {
  on = stage()
  ;({ call } = await ownerAt(appOn(on)))
})
beforeEach(() => on.simulator.world.log.clear())

const long = 'x'.repeat(60)
const made = (...parts: string[]) => [...parts, long].join('-')
const from = (name: string) => () => keyOf(on, name)
const of = (text: string) => () => text

type Case = [what: string, key: () => string, code: string, words: RegExp]

/** What cannot be right is told by its beginning and sent nowhere. */
const UNSENT: Record<Kind, Case[]> = {
  anthropic_admin: [
    ['a Claude Enterprise key', from('compliance'), 'wrong_key_type', /Claude Enterprise key/],
    ['a login token', of(made('sk', 'ant', 'oat01')), 'wrong_key_type', /login token of a person/],
    ['an OpenAI Admin key', from('openaiAdmin'), 'wrong_key_type', /OpenAI Admin key .* Anthropic field/],
    ['an OpenAI project key', from('openaiProject'), 'wrong_key_type', /project key of OpenAI/],
    ['an OpenAI service account key', from('openaiService'), 'wrong_key_type', /service account key of OpenAI/],
    ['an old OpenAI user key', from('openaiUser'), 'wrong_key_type', /user key of OpenAI/],
    ['an OpenAI key of a new kind', from('openaiChatgpt'), 'wrong_key_type', /may be a key of OpenAI/],
    ['an AWS key', of(`AK${'IA'}${'Q'.repeat(30)}`), 'wrong_key_type', /access key of AWS/],
    ['a Google key', of(`AI${'za'}${'Q'.repeat(35)}`), 'wrong_key_type', /key of Google/],
    ['a GitHub token', of(`gh${'p_'}${'Q'.repeat(36)}`), 'wrong_key_type', /secret of another service/],
    ['a word', of('correct-horse-battery-staple-x'), 'wrong_key_type', /theirs begin with sk-ant-/],
    ['nothing', of('  '), 'empty_key', /no key in the field/],
    ['a shortened key', of('sk-ant-admin01-abc...wxyz'), 'malformed_key', /shortened form/],
    ['two lines', of(`${made('sk', 'ant', 'admin01')}\nx`), 'malformed_key', /space or a line break/],
  ],
  openai_admin: [
    ['a project key', from('openaiProject'), 'wrong_key_type', /project key of OpenAI .* reads no reports/],
    ['a service account key', from('openaiService'), 'wrong_key_type', /service account of OpenAI/],
    ['an old user key', from('openaiUser'), 'wrong_key_type', /old user key of OpenAI/],
    ['an Anthropic Admin key', from('admin'), 'wrong_key_type', /Anthropic Admin key .* OpenAI field/],
    ['a Claude Enterprise key', from('compliance'), 'wrong_key_type', /Claude Enterprise key/],
    ['a Claude API key', from('workspaceKey'), 'wrong_key_type', /Claude key \(sk-ant-api03-\)/],
    ['a login token', of(made('sk', 'ant', 'oat01')), 'wrong_key_type', /login token of a person at Anthropic/],
    ['an Anthropic key of a new kind', of(made('sk', 'ant', 'new01')), 'wrong_key_type', /Anthropic key \(sk-ant-\)/],
    ['an AWS key', of(`AK${'IA'}${'Q'.repeat(30)}`), 'wrong_key_type', /access key of AWS/],
    ['a Google key', of(`AI${'za'}${'Q'.repeat(35)}`), 'wrong_key_type', /key of Google/],
    ['a GitHub token', of(`gh${'p_'}${'Q'.repeat(36)}`), 'wrong_key_type', /secret of another service/],
    ['nothing', of(''), 'empty_key', /no key in the field/],
    ['a shortened key', of('sk-admin-abc***wxyz'), 'malformed_key', /shortened form/],
    ['something short', of('sk-admin-x'), 'malformed_key', /too short/],
  ],
  anthropic_compliance: [
    ['an Admin key', from('admin'), 'wrong_key_type', /Admin key .* read nothing that people write/],
    ['a Claude API key', from('workspaceKey'), 'wrong_key_type', /reads nobody’s chats/],
    ['a login token', of(made('sk', 'ant', 'oat01')), 'wrong_key_type', /login token of a person/],
    ['an OpenAI Admin key', from('openaiAdmin'), 'wrong_key_type', /OpenAI Admin key .* Anthropic/],
    ['an OpenAI project key', from('openaiProject'), 'wrong_key_type', /project key of OpenAI/],
    ['an AWS key', of(`AK${'IA'}${'Q'.repeat(30)}`), 'wrong_key_type', /access key of AWS/],
    ['a GitHub token', of(`gh${'p_'}${'Q'.repeat(36)}`), 'wrong_key_type', /secret of another service/],
    ['a word', of('correct-horse-battery-staple-x'), 'wrong_key_type', /theirs begin with sk-ant-/],
    ['nothing', of(''), 'empty_key', /no key in the field/],
    ['a shortened key', of('sk-ant-api01-abc...wxyz'), 'malformed_key', /shortened form/],
  ],
}

/** What may be right is tried, and told apart by the answer. */
const TRIED: Record<Kind, Case[]> = {
  anthropic_admin: [
    ['a Claude API key of a workspace', from('workspaceKey'), 'wrong_key_type', /api03/],
    ['a key of a single person’s account', from('individual'), 'individual_account', /individual|personal/i],
    ['a revoked Admin key', from('adminRevoked'), 'key_revoked', /revoked/],
  ],
  openai_admin: [
    ['a revoked Admin key', from('openaiRevoked'), 'key_revoked', /revoked, has expired/],
    ['a key of a ChatGPT workspace', from('openaiChatgpt'), 'wrong_key_type', /ChatGPT workspace/],
    ['a word', of('correct-horse-battery-staple-x'), 'wrong_key_type', /does not look like one/],
  ],
  anthropic_compliance: [
    ['an Anthropic key of a new kind', of(made('sk', 'ant', 'new01')), 'key_revoked', /does not know this key/],
    ['an analytics key', from('analytics'), 'no_permission', /org_data and read:compliance_user_data/],
  ],
}

const FIELDS = ['anthropic_admin', 'openai_admin', 'anthropic_compliance'] as const
const rows = (table: Record<Kind, Case[]>) =>
  FIELDS.flatMap((kind) => table[kind].map((one) => [kind, ...one] as const))

async function validate(kind: Kind, key: string): Promise<Answer> {
  const reply = await call('POST', '/api/connections/validate', { kind, key })
  expect(reply.status).toBe(200)
  const text = JSON.stringify(reply.body)
  // The last four characters are shown; no longer part of the key is.
  if (key.length > 30) expect(text).not.toContain(key.slice(-12))
  return ValidateAnswer.parse(reply.body)
}

function expectProblem(found: Answer, expected: string, words: RegExp): void {
  expect(found).toMatchObject({ ok: false, draft: null, organization: null, problem: { code: expected } })
  expect(found.problem?.message).toMatch(words)
  expect(found.problem?.remedy.length).toBeGreaterThan(20)
}

const calls = () => on.simulator.world.log.list().length

describe('a key that cannot be right', () => {
  it.each(rows(UNSENT))(
    'in the field of %s: %s is refused in words, and sent nowhere',
    async (kind, _, key, expected, words) => {
      expectProblem(await validate(kind, key()), expected, words)
      expect(calls()).toBe(0)
    },
  )
})

describe('a key that may be right', () => {
  it.each(rows(TRIED))('in the field of %s: %s is tried and told apart', async (kind, _, key, expected, words) => {
    expectProblem(await validate(kind, key()), expected, words)
    expect(calls()).toBeGreaterThan(0)
  })
})

describe('the words', () => {
  it.each(FIELDS)('of %s are another for every kind of key', async (kind) => {
    const messages = new Map<string, string>()
    for (const [what, key] of [...UNSENT[kind], ...TRIED[kind]]) {
      const message = (await validate(kind, key())).problem?.message ?? ''
      expect([what, messages.get(message)]).toEqual([what, undefined])
      messages.set(message, what)
    }
  })
})
