// Blinded leaves as tenants would hand them over, without tenants: a label and a digest, both random.
import type { Taken } from '../../worker/tenant/root-leaf.ts'
import { rootLog } from './judge.ts'

const random = () => crypto.getRandomValues(new Uint8Array(32))

/** Somebody with a label: hands over one leaf after another, each on the one before, as a tenant does. */
export class Source {
  readonly label = random()
  readonly made: Uint8Array[] = []

  /** A new leaf, not handed over. */
  make(): Uint8Array {
    const leaf = new Uint8Array([...this.label, ...random()])
    this.made.push(leaf)
    return leaf
  }

  /** Hands the newest leaf over again. */
  submit(): Promise<Taken> {
    const leaf = this.made.at(-1)
    if (leaf === undefined) throw new Error('nothing was made')
    return rootLog().submit(leaf, this.made.at(-2) ?? null) as Promise<Taken>
  }

  async next(): Promise<Uint8Array> {
    const leaf = this.make()
    const taken = await this.submit()
    if (!taken.ok) throw new Error(taken.code)
    return leaf
  }
}

export const sources = (count: number): Source[] => Array.from({ length: count }, () => new Source())
