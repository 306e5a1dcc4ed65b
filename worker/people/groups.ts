// Which of many names mean the same: a disjoint-set forest, the plain base of stitching.

/** Names that were joined, however long the chain and in whatever order it was told, are one group. */
export class Groups {
  readonly #parents = new Map<string, string>()

  /** The group's root: its smallest name, so that it does not depend on the order of the joins. */
  rootOf(name: string): string {
    let root = name
    for (let next = this.#parents.get(root); next !== undefined; next = this.#parents.get(root)) root = next
    // Halving the way for whoever asks next keeps long chains cheap.
    for (let step = name; step !== root; ) {
      const next = this.#parents.get(step) ?? root
      this.#parents.set(step, root)
      step = next
    }
    return root
  }

  join(one: string, other: string): void {
    const [root = one, child = root] = [this.rootOf(one), this.rootOf(other)].sort()
    if (root !== child) this.#parents.set(child, root)
  }
}
