import { describe, expect, it } from 'vitest'
import { OneAtATime, retryMs } from '../../worker/tenant/turns.ts'

/** A promise and what settles it. */
function gate() {
  let open = () => {}
  const opened = new Promise<void>((done) => {
    open = done
  })
  return { open, opened }
}

describe('work of one object', () => {
  it('is done one after the other, in the order it came', async () => {
    const turns = new OneAtATime()
    const said: string[] = []
    const first = gate()
    const done = ['a', 'b', 'c'].map((name) =>
      turns.run(async () => {
        said.push(`${name} begins`)
        if (name === 'a') await first.opened
        said.push(`${name} ends`)
        return name
      }),
    )
    await Promise.resolve()
    expect(said).toEqual(['a begins'])
    first.open()
    expect(await Promise.all(done)).toEqual(['a', 'b', 'c'])
    expect(said).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  })

  it('that throws says so to its caller, and holds up nothing behind it', async () => {
    const turns = new OneAtATime()
    const bad = turns.run(async () => {
      throw new Error('not now')
    })
    const good = turns.run(async () => 'done')
    await expect(bad).rejects.toThrow('not now')
    expect(await good).toBe('done')
  })
})

describe('a try after a failure', () => {
  it('comes after 5 s, then twice as late each time, and never more than 320 s later', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 100].map(retryMs)).toEqual(
      [5, 10, 20, 40, 80, 160, 320, 320, 320].map((seconds) => seconds * 1000),
    )
  })
})
