// The certificate on paper: made with the bundle that proves it, by the job that makes every export.
import { describe, expect, it } from 'vitest'
import { certificatePaper } from '../../worker/erasure/paper.ts'
import { hex } from '../../worker/ledger/bytes.ts'
import { sha256 } from '../../worker/ledger/hash.ts'
import { filesOf, judge, PORTS, troubles, view } from '../export/stage.ts'
import { unzip } from '../export/unzip.ts'
import { asked, company, drain, view as viewErasure } from './stage.ts'

describe('the certificate of an erasure', () => {
  it('is a PDF beside the bundle that proves it, and attached to neither more nor less', async () => {
    const on = await company()
    const erasure = await asked(on, { target: on.ada })
    await drain(on, { ...PORTS, paper: certificatePaper })
    const { certificate } = await viewErasure(on, erasure)
    const seen = await view(on, String(certificate))
    expect([seen.state, seen.volumes.map(({ kind }) => kind)]).toEqual(['ready', ['bundle', 'documents']])
    const [bundle = new Uint8Array(), paper = new Uint8Array()] = await filesOf(on, String(certificate))
    expect(troubles(await judge(on, bundle))).toEqual([])
    const files = unzip(paper)
    expect([...files.keys()]).toEqual(['certificate.pdf', 'evidence.zip'])
    expect(new TextDecoder().decode(files.get('certificate.pdf')?.subarray(0, 5))).toBe('%PDF-')
    expect(hex(sha256(files.get('evidence.zip') ?? new Uint8Array()))).toBe(seen.volumes[0]?.sha256)
  })
})
