// Which build answers: what the deployment tells the Worker of its own version.
import { z } from 'zod'

/** Cloudflare's version metadata: `tag` is the commit that was deployed (.ci/deploy.ts). */
const Metadata = z.object({ id: z.string(), tag: z.string(), timestamp: z.string() })
export type Build = { version: string; commit: string | null; deployed_at: string | null }

/** The binding VERSION is a deployment's only: a local set-up has none and is named `local`. */
export function buildOf(env: object): Build {
  const found = Metadata.safeParse(Reflect.get(env, 'VERSION'))
  if (!found.success) return { version: 'local', commit: null, deployed_at: null }
  const { id, tag, timestamp } = found.data
  return { version: id, commit: tag === '' ? null : tag, deployed_at: timestamp }
}
