// Starts the official client's process and speaks with it, a line for a line.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root } from '../local/stack.ts'

export class OfficialClient {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #lines: AsyncIterator<string>
  #errors = ''

  constructor(url: string) {
    this.#child = spawn('node', [join(root, 'test/mcp/official-client.ts'), url], { cwd: root })
    this.#child.stderr.on('data', (data) => {
      this.#errors += String(data)
    })
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()
  }

  /** The next line of the client. Throws with what it complained of when it ended instead. */
  async hear(): Promise<Record<string, unknown>> {
    const { value, done } = await this.#lines.next()
    if (done) throw new Error(`the client ended: ${this.#errors.slice(-2000)}`)
    // Lines of official-client.ts are objects.
    return JSON.parse(value) as Record<string, unknown>
  }

  async tell(order: Record<string, unknown>): Promise<Record<string, unknown>> {
    this.#child.stdin.write(`${JSON.stringify(order)}\n`)
    return this.hear()
  }

  end(): void {
    this.#child.kill()
  }
}
