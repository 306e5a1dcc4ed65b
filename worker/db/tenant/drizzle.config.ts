// drizzle-kit: `npm run migrations:tenant` writes the SQL of schema.ts into migrations/tenant.
import { defineConfig } from 'drizzle-kit'

export default defineConfig({ dialect: 'sqlite', schema: './worker/db/tenant/schema.ts', out: './migrations/tenant' })
