// Runs before every Worker test file: brings both D1 schemas up to date in the file's own storage.
import { applyD1Migrations } from 'cloudflare:test'
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

await applyD1Migrations(env.CONTROL, env.CONTROL_MIGRATIONS)
await applyD1Migrations(env.TENANTS_US, env.TENANT_MIGRATIONS)
await applyD1Migrations(env.TENANTS_EU, env.TENANT_MIGRATIONS)
