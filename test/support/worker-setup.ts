// Runs before every Worker test file: brings both D1 schemas up to date in the file's own storage.
import { env } from 'cloudflare:workers'
import type { D1Migration } from '@cloudflare/vitest-plugin'

declare global {
  namespace Cloudflare {
    interface Env {
      CONTROL_MIGRATIONS: D1Migration[]
      TENANT_MIGRATIONS: D1Migration[]
    }
  }
}

/** All statements in one batch: one by one they take seconds, and this runs for every file. */
const migrate = (db: D1Database, migrations: D1Migration[]) =>
  db.batch(migrations.flatMap(({ queries }) => queries.map((query) => db.prepare(query))))

await Promise.all([
  migrate(env.CONTROL, env.CONTROL_MIGRATIONS),
  migrate(env.TENANTS_US, env.TENANT_MIGRATIONS),
  migrate(env.TENANTS_EU, env.TENANT_MIGRATIONS),
])
