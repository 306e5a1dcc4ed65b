// Every kind of key in the field for content: sent only where it may belong, and told in words of its own what it is and where it goes.
import { describe, expect, it } from 'vitest'
import { fieldOf, vendorOf } from '../../../../worker/vendors/client.ts'
import { readPasted } from '../../../../worker/vendors/key-shape.ts'
import { CONNECTION_KINDS } from '../../../../worker/vendors/stream.ts'
import { refusedKind } from '../../../../worker/vendors/wrong-key.ts'
import { probe as probeAdmin } from '../probing.ts'
import { body, COMPLIANCE_KEY, good, keyOf, probe, refuse } from './answering.ts'

const key = (...parts: string[]) => [...parts, body].join('-')

const KINDS: [string, string][] = [
  ['anthropic_admin', keyOf('admin01')],
  ['anthropic_compliance', COMPLIANCE_KEY],
  ['anthropic_api', keyOf('api03')],
  ['anthropic_oauth', keyOf('oat01')],
  ['anthropic_unknown', keyOf('new99')],
  ['openai_admin', key('sk', 'admin')],
  ['openai_project', key('sk', 'proj')],
  ['openai_service', key('sk', 'svcacct')],
  ['openai_user', key('sk')],
  ['openai_unknown', key('sk', 'cgpt')],
  ['aws', `AKIA${body}`],
  ['google', `AIza${body}`],
  ['foreign', `ghp_${body}`],
  ['unknown', `hunter2${body}`],
]
const TRIED = ['anthropic_compliance', 'anthropic_unknown']

describe('in the field for content', () => {
  it.each(KINDS)('a key of the kind %s is sent only when it may be one', async (kind, pasted) => {
    const { report, asked } = await probe(() => refuse(404, 'Not found'), pasted)
    expect(report).toMatchObject({ ok: false, key: { kind }, problem: { code: 'wrong_key_type' } })
    expect(asked).toHaveLength(TRIED.includes(kind) ? 1 : 0)
    expect(report.problem?.remedy).toMatch(kind === 'openai_admin' ? /OpenAI card/ : /sk-ant-api01-/)
    expect(JSON.stringify(report)).not.toContain(body)
  })

  it('each kind has words of its own', async () => {
    const refused = KINDS.filter(([kind]) => !TRIED.includes(kind))
    const messages = await Promise.all(
      refused.map(async ([, pasted]) => (await probe(good, pasted)).report.problem?.message),
    )
    expect(new Set(messages)).toHaveLength(refused.length)
  })

  it('an Admin key is sent to the card of the Admin API, and a key for content to its own', async () => {
    const admin = await probe(good, keyOf('admin01'))
    expect(admin.report.problem).toMatchObject({ remedy: expect.stringContaining('card of the Admin API') })
    const { report, asked } = await probeAdmin(() => refuse(401), COMPLIANCE_KEY)
    expect(report.problem).toMatchObject({
      code: 'wrong_key_type',
      remedy: expect.stringContaining('card for content'),
    })
    expect(asked).toHaveLength(0)
  })
})

it('each kind of connection has a field that takes its own key and no other’s', () => {
  const own = {
    anthropic_admin: keyOf('admin01'),
    anthropic_compliance: COMPLIANCE_KEY,
    openai_admin: key('sk', 'admin'),
  }
  for (const kind of CONNECTION_KINDS) {
    for (const other of CONNECTION_KINDS) {
      const read = readPasted(own[other], fieldOf(kind))
      const refused = read.ok ? refusedKind(read.kind, fieldOf(kind)) : undefined
      expect(refused === undefined, `${other} in ${kind}`).toBe(kind === other)
    }
    expect(fieldOf(kind).startsWith(vendorOf(kind))).toBe(true)
  }
})
