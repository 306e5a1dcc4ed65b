// How a read tool is said: name, words, who may, schemas, what it does. server.ts does everything else, the same for all of them.
import type { z } from '@hono/zod-openapi'
import type { Permission } from '../../access/roles.ts'
import type { Failure } from '../../http/errors.ts'
import type { McpActor } from '../actor.ts'

/** `text`: one sentence of ours, without a word from a vendor or a person. */
export type Told<Answer> = { text: string; answer: Answer }

type Spec<Input extends z.ZodType, Output extends z.ZodType> = {
  name: string
  title: string
  description: string
  /** One of them is enough, as for the route that answers the same. */
  needs: readonly Permission[]
  input: Input
  output: Output
  /** Texts that are hashed or signed: they leave exactly as they are. */
  exact?: boolean
  read: (env: Env, actor: McpActor, asked: z.output<Input>) => Promise<Told<z.input<Output>> | Failure>
}

/** A tool with its types worn off: what server.ts registers and what the tests enumerate. */
export type Tool = Spec<z.ZodType, z.ZodType>

export function readTool<Input extends z.ZodType, Output extends z.ZodType>(spec: Spec<Input, Output>): Tool {
  // The types of the schemas and of `read` were checked together in the caller; server.ts passes what `input` gave.
  return spec as unknown as Tool
}
