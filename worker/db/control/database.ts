// Opens CONTROL with drizzle. Made per request: nothing of a request may live in module scope.
import { drizzle } from 'drizzle-orm/d1'
import * as schema from './schema.ts'

export type ControlDatabase = ReturnType<typeof controlDatabase>

export function controlDatabase(env: Pick<Env, 'CONTROL'>) {
  return drizzle(env.CONTROL, { schema })
}
