import { describe, expect, it } from 'vitest'
import { CACHE_MS, KeyCache } from '../../worker/vault/key-cache.ts'

function clockedCache() {
  const clock = { now: 1_000 }
  return { clock, cache: new KeyCache<number>(() => clock.now) }
}

describe('the cache of keys', () => {
  it('makes a value once for concurrent calls', async () => {
    const { cache } = clockedCache()
    let made = 0
    const make = async () => ++made
    expect(await Promise.all([cache.get('a', make), cache.get('a', make), cache.get('a', make)])).toEqual([1, 1, 1])
  })

  it('keeps names apart', async () => {
    const { cache } = clockedCache()
    expect(await cache.get('a', async () => 1)).toBe(1)
    expect(await cache.get('b', async () => 2)).toBe(2)
    expect(await cache.get('a', async () => 3)).toBe(1)
  })

  it('forgets after its time, not before', async () => {
    const { cache, clock } = clockedCache()
    await cache.get('a', async () => 1)
    clock.now += CACHE_MS - 1
    expect(await cache.get('a', async () => 2)).toBe(1)
    clock.now += 1
    expect(cache.peek('a')).toBeUndefined()
    expect(await cache.get('a', async () => 3)).toBe(3)
  })

  it('does not live longer for being used', async () => {
    const { cache, clock } = clockedCache()
    await cache.get('a', async () => 1)
    for (let use = 0; use < 4; use++) {
      clock.now += CACHE_MS / 4
      cache.peek('a')
    }
    expect(cache.peek('a')).toBeUndefined()
  })

  it('forgets when it is told to', async () => {
    const { cache } = clockedCache()
    await cache.get('a', async () => 1)
    cache.forget('a')
    expect(cache.peek('a')).toBeUndefined()
  })

  it('forgets a failure', async () => {
    const { cache } = clockedCache()
    await expect(cache.get('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down')
    expect(await cache.get('a', async () => 2)).toBe(2)
  })

  it('forgets that there was nothing', async () => {
    const cache = new KeyCache<number | undefined>(() => 0)
    expect(await cache.get('a', async () => undefined)).toBeUndefined()
    expect(await cache.get('a', async () => 2)).toBe(2)
  })

  it('does not let an old failure take a newer value with it', async () => {
    const { cache } = clockedCache()
    let fail = (_: Error) => {}
    const failing = cache.get('a', () => new Promise((_, reject) => (fail = reject)))
    cache.forget('a')
    await cache.get('a', async () => 2)
    fail(new Error('late'))
    await expect(failing).rejects.toThrow('late')
    expect(await cache.peek('a')).toBe(2)
  })
})
