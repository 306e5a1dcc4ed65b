// Proofs of ours in the hands of the reference implementation: Debian's python3-opentimestamps, where it is installed.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseHeaders } from '../../../worker/ledger/bundle/anchor.ts'
import { fromHex, hex } from '../../../worker/ledger/bytes.ts'
import { sha256 } from '../../../worker/ledger/hash.ts'
import { parseHeader } from '../../../worker/ledger/ots/header.ts'
import { present } from '../../ledger/vectors.ts'
import { inFolder } from './openssl.ts'
import { anchorStage, until } from './stage.ts'

// The package belongs to the system's own Python, which need not be the first in the PATH.
const python = ['python3', '/usr/bin/python3'].find(
  (name) => spawnSync(name, ['-c', 'import opentimestamps']).status === 0,
)
const why = python === undefined ? ' (skipped: python3-opentimestamps is not installed)' : ''

type Seen = { operation: string; digest: string; identical: boolean; blocks: [number, string][]; pending: string[] }

function seenBy(name: string, proof: Uint8Array): Seen {
  return inFolder((folder) => {
    const path = join(folder, 'root.ots')
    writeFileSync(path, proof)
    const { stdout, stderr } = spawnSync(name, [join(import.meta.dirname, 'stock.py'), path], { encoding: 'utf8' })
    if (stdout === '') throw new Error(stderr)
    return JSON.parse(stdout) as Seen // the shape that stock.py prints
  })
}

describe.runIf(python !== undefined)(`the reference implementation${why}`, () => {
  it('reads a pending proof, and would write it byte for byte', async () => {
    const stage = await anchorStage()
    await stage.step()
    const seen = seenBy(present(python), present(stage.files.get('root.ots')))
    expect(seen).toMatchObject({ operation: 'sha256', digest: hex(sha256(stage.file)), identical: true, blocks: [] })
    expect(seen.pending).toEqual(['alice', 'bob', 'catallaxy', 'finney'].map((name) => `http://calendar.sim/${name}`))
  })

  it('reads a finished proof, and finds the merkle roots of the headers beside it', async () => {
    const stage = await anchorStage()
    await until(stage, 'buried')
    const seen = seenBy(present(python), present(stage.files.get('root.ots')))
    const headers = present(parseHeaders(present(stage.files.get('headers.json'))))
    expect(seen).toMatchObject({ digest: hex(sha256(stage.file)), identical: true })
    expect(seen.blocks).toHaveLength(4)
    for (const [height, message] of seen.blocks) {
      const { merkleRoot } = present(parseHeader(present(headers.get(height))))
      expect(merkleRoot).toEqual(fromHex(message))
    }
  })
})

describe.runIf(python === undefined)('the reference implementation', () => {
  it('is not here (skipped: python3-opentimestamps is not installed)', () => expect(python).toBeUndefined())
})
