// Every kind of key in both fields: sent only where it may belong, and told in words of its own what it is and where it goes.
import { describe, expect, it } from 'vitest'
import { probe as probeAnthropic } from '../anthropic/probing.ts'
import { body, good, probe, refuse } from './probing.ts'

const key = (...parts: string[]) => [...parts, body].join('-')

const KINDS: [string, string][] = [
  ['anthropic_admin', key('sk', 'ant', 'admin01')],
  ['anthropic_compliance', key('sk', 'ant', 'api01')],
  ['anthropic_api', key('sk', 'ant', 'api03')],
  ['anthropic_oauth', key('sk', 'ant', 'oat01')],
  ['anthropic_unknown', key('sk', 'ant', 'new99')],
  ['openai_admin', key('sk', 'admin')],
  ['openai_project', key('sk', 'proj')],
  ['openai_service', key('sk', 'svcacct')],
  ['openai_user', key('sk')],
  ['openai_unknown', key('sk', 'cgpt')],
  ['aws', `AKIA${body}`],
  ['google', `AIza${body}`],
  ['foreign', `ghp_${body}`],
  ['foreign', key('sk', 'or', 'v1')],
  ['unknown', `hunter2${body}`],
]
const TRIED_AT_OPENAI = ['openai_admin', 'openai_unknown', 'unknown']
const TRIED_AT_ANTHROPIC = ['anthropic_admin', 'anthropic_api', 'anthropic_unknown']

describe('in the OpenAI field', () => {
  it.each(KINDS)('a key of the kind %s is sent only when it may be one', async (kind, pasted) => {
    const { report, asked } = await probe(() => refuse(401, 'no', 'invalid_api_key'), pasted)
    expect(report).toMatchObject({ ok: false, key: { kind } })
    expect(asked).toHaveLength(TRIED_AT_OPENAI.includes(kind) ? 1 : 0)
    expect(JSON.stringify(report)).not.toContain(body)
  })

  it.each(KINDS.filter(([kind]) => kind !== 'openai_admin'))(
    'a key of the kind %s has words and a remedy',
    async (kind, pasted) => {
      const { report } = await probe(() => refuse(401, 'no', 'invalid_api_key'), pasted)
      expect(report.problem?.code).toBe('wrong_key_type')
      const remedy = /^anthropic_(?:admin|unknown)/.test(kind) ? 'Use the Anthropic card' : 'sk-admin-'
      expect(report.problem?.remedy).toContain(remedy)
    },
  )

  it('each kind has words of its own', async () => {
    const refused = KINDS.filter(([kind]) => !TRIED_AT_OPENAI.includes(kind) && kind !== 'foreign')
    const messages = await Promise.all(
      refused.map(async ([, pasted]) => (await probe(good, pasted)).report.problem?.message),
    )
    expect(new Set(messages)).toHaveLength(refused.length)
  })

  it('a key of a ChatGPT workspace is known by the answer, whatever it looks like', async () => {
    for (const pasted of [key('sk', 'cgpt'), `hunter2${body}`, key('sk', 'admin')]) {
      const { report } = await probe(() => refuse(401, 'no', 'rejected_by_access_enforcement'), pasted)
      expect(report.problem?.message).toContain('ChatGPT workspace')
    }
  })

  it('a key of an unknown look that works connects', async () => {
    expect((await probe(good, key('sk', 'new'))).report).toMatchObject({ ok: true, key: { kind: 'openai_unknown' } })
  })

  it('nothing at all asks for an Admin key', async () => {
    const { report } = await probe(good, '  ')
    expect(report.problem).toMatchObject({ code: 'empty_key', remedy: expect.stringContaining('sk-admin-') })
  })
})

describe('in the Anthropic field', () => {
  it.each(KINDS)('a key of the kind %s is sent only when it may be one', async (kind, pasted) => {
    const { report, asked } = await probeAnthropic(() => refuse(401, 'no'), pasted)
    expect(report).toMatchObject({ ok: false, key: { kind } })
    expect(asked).toHaveLength(TRIED_AT_ANTHROPIC.includes(kind) ? 1 : 0)
    expect(JSON.stringify(report)).not.toContain(body)
  })

  it('an Admin key of OpenAI is sent to its own card', async () => {
    const { report } = await probeAnthropic(() => refuse(401), key('sk', 'admin'))
    expect(report.problem).toMatchObject({ code: 'wrong_key_type', remedy: expect.stringContaining('OpenAI card') })
  })
})
