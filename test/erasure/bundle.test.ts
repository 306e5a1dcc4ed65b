// An auditor after an erasure: texts that are there recompute, texts that are not are explained by a record of the same bundle.
import { describe, expect, it } from 'vitest'
import { filesOf, judge, made, troubles } from '../export/stage.ts'
import { connect } from '../support/tenants.ts'
import { company, erased } from './stage.ts'

describe('a bundle with texts, after an erasure', () => {
  it('passes every check, and says of each missing text that it was erased', async () => {
    const on = await company()
    await connect(on.tenant, 'not-a-key', 'org-1', 1, 'anthropic_compliance')
    await erased(on, { target: on.ada })
    const body = { content: 'revealed' as const, reason: 'The court asked for these texts.', as_of: 'newest' as const }
    const { id } = await made(on, body)
    const [bytes] = await filesOf(on, id)
    if (bytes === undefined) throw new Error('no file')
    const report = await judge(on, bytes)
    expect(troubles(report)).toEqual([])
    const said = report.checks.find((check) => check.id === 'disclosed')?.detail ?? []
    expect(said.filter((line) => line.includes('was erased'))).toHaveLength(3)
    expect(said.join('\n')).not.toContain('nothing in the export explains it')
  })
})
