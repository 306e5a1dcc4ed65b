// The installation's own settings, read from wrangler.toml: variables, crons, and how the queues are consumed.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const text = (): string => readFileSync(join(import.meta.dirname, '../../wrangler.toml'), 'utf8')

/** Every table of the file by its header, in order; values are strings. Enough of TOML for a file that is ours. */
export function tablesOf(toml: string): { header: string; values: Record<string, string> }[] {
  const tables: { header: string; values: Record<string, string> }[] = [{ header: '', values: {} }]
  for (const line of toml.split('\n')) {
    const header = /^\[+([\w.]+)\]+/.exec(line)?.[1]
    if (header !== undefined) tables.push({ header, values: {} })
    const [, name, quoted, bare] = /^(\w+)\s*=\s*(?:"([^"]*)"|([^#]+))/.exec(line) ?? []
    const table = tables.at(-1)
    if (name !== undefined && table !== undefined) table.values[name] = quoted ?? bare?.trim() ?? ''
  }
  return tables
}

/** The variables of `[vars]`. */
export function settings(toml = text()): Record<string, string> {
  return tablesOf(toml).find(({ header }) => header === 'vars')?.values ?? {}
}

export type Consumer = { queue: string; batch: number; retries: number; concurrency: number | undefined }

/** How each queue is consumed; a batch of 10 where the file says none, as the platform has it. */
export function consumers(toml = text()): Consumer[] {
  return tablesOf(toml)
    .filter(({ header }) => header === 'queues.consumers')
    .map(({ values }) => ({
      queue: values.queue ?? '',
      batch: Number(values.max_batch_size ?? 10),
      retries: Number(values.max_retries ?? 3),
      concurrency: values.max_concurrency === undefined ? undefined : Number(values.max_concurrency),
    }))
}

/** Minutes between two ticks, from the cron expression. Throws where the file has another form of it. */
export function tickMinutes(toml = text()): number {
  const every = /crons\s*=\s*\["\*\/(\d+) \* \* \* \*"\]/.exec(toml)?.[1]
  if (every === undefined) throw new Error('wrangler.toml has no cron of the form */N')
  return Number(every)
}
