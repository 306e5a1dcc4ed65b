import { describe, expect, it } from 'vitest'
import { utf8 } from '../../worker/ledger/bytes.ts'
import { keepQuarantined, readQuarantined } from '../../worker/vault/quarantine.ts'
import { again, bucket, bytesAt, contains, newVault } from './support.ts'

const body = Uint8Array.of(...utf8('{"email":"ada@example.com"'), 0xff, 0x00)

describe('an answer that did not parse', () => {
  it('is kept to the byte, whatever its bytes are', async () => {
    const vault = newVault()
    await keepQuarantined(vault, 'cn_1-anthropic.usage-0123', body)
    expect(await readQuarantined(again(vault), 'cn_1-anthropic.usage-0123')).toEqual(body)
  })

  it('is sealed', async () => {
    const vault = newVault()
    await keepQuarantined(vault, 'a', body)
    expect(contains((await bytesAt(`quarantine/${vault.tenant}/a`)) ?? body, utf8('ada@example'))).toBe(false)
  })

  it('is not read under another id or by another tenant', async () => {
    const [vault, other] = [newVault(), newVault()]
    await keepQuarantined(vault, 'a', body)
    const object = (await bytesAt(`quarantine/${vault.tenant}/a`)) ?? ''
    await bucket.put(`quarantine/${vault.tenant}/b`, object)
    await bucket.put(`quarantine/${other.tenant}/a`, object)
    expect(await readQuarantined(vault, 'b')).toBeUndefined()
    expect(await readQuarantined(other, 'a')).toBeUndefined()
    expect(await readQuarantined(vault, 'c')).toBeUndefined()
  })

  it.each(['', 'a/b', '../keys', 'x'.repeat(201)])('has no id like %j', async (id) => {
    await expect(keepQuarantined(newVault(), id, body)).rejects.toThrow(RangeError)
  })
})
