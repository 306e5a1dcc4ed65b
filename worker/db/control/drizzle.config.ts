// Makes migrations/control from schema.ts: `npx drizzle-kit generate --config worker/db/control/drizzle.config.ts`.
import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './worker/db/control/schema.ts',
  out: './migrations/control',
})
