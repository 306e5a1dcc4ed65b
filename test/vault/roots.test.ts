import { describe, expect, it } from 'vitest'
import { epochOf, rootId, rootKey } from '../../worker/vault/roots.ts'
import { rootsOf } from './support.ts'

describe('a root key', () => {
  it('is named by its epoch, there and back', () => {
    for (const epoch of [1, 2, 10, 999_999]) expect(epochOf(rootId(epoch))).toBe(epoch)
  })

  it.each(['root/0', 'root/01', 'root/', 'root/1x', 'root/-1', 'root/1.5', 'tenant/1', 'root/1/2', 'root/1000000', ''])(
    'is not named by %j',
    (id) => {
      expect(() => epochOf(id)).toThrow(expect.objectContaining({ code: 'damaged' }))
    },
  )

  it('is found by its epoch', async () => {
    expect((await rootKey(rootsOf(1, 2), 1)).id).toBe('root/1')
    expect((await rootKey(rootsOf(1, 2), 2)).id).toBe('root/2')
  })

  it('that is not configured is named in the error, and no other key is', async () => {
    await expect(rootKey(rootsOf(1), 2)).rejects.toMatchObject({ code: 'root_missing', message: /ROOT_KEY_2/ })
  })

  it('has 32 bytes', async () => {
    await expect(rootKey({ epoch: 1, roots: new Map([[1, new Uint8Array(16)]]) }, 1)).rejects.toThrow(RangeError)
  })
})
