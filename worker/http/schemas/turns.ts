// Turns that the MCP connector reported, as the API answers them; and the settings of the connector.
import { z } from '@hono/zod-openapi'
import { role } from '../fields.ts'
import { Count, Day, PersonRef, Seq } from './common.ts'

const counted = z.number().int()

export const Turns = z
  .object({
    turns: counted,
    input_tokens: Count.describe('estimated by the client'),
    output_tokens: Count.describe('estimated by the client'),
    tool_calls: Count,
    without_tokens: counted.describe('turns whose client estimated no tokens'),
    people: z.array(z.object({ who: PersonRef, turns: counted, last: z.string(), last_seq: Seq })),
    classified: counted.describe('turns with a topic; the others no rule knew'),
    topics: z.array(z.object({ topic: z.string(), turns: counted })),
    surfaces: z.array(z.object({ surface: z.string(), turns: counted })),
    models: z.array(z.object({ model: z.string(), turns: counted })),
    days: z.array(z.object({ day: Day, turns: counted })),
    coverage: z.object({
      chats_in_activity_feed: counted.nullable().describe('null where the feed has nothing of these days'),
      people_in_activity_feed: counted.nullable(),
      people_reporting: counted,
    }),
  })
  .openapi('Turns')
export type Turns = z.infer<typeof Turns>

export const McpSettings = z
  .object({
    url: z.string(),
    admin_url: z.string(),
    instruction: z.string().describe('text for the instructions of a shared project'),
    first_turn: z.object({ at: z.string(), seq: Seq }).nullable(),
    people: z.array(
      z.object({
        user: z.string(),
        name: z.string(),
        email: z.string(),
        clients: z.array(z.object({ name: z.string(), scopes: z.array(z.string()), since: z.string() })),
        turns: counted,
        last_turn: z.string().nullable(),
      }),
    ),
  })
  .openapi('McpSettings')
export type McpSettings = z.infer<typeof McpSettings>

export const ConsentQuestion = z
  .object({
    client: z.string().describe('as the client calls itself; nobody has checked it'),
    returns_to: z.string().describe('host that the answer goes to'),
    surface: z.enum(['connector', 'admin']),
    scopes: z.array(z.string()),
    organizations: z.array(z.object({ id: z.string(), name: z.string(), role, may: z.boolean() })),
    chosen: z.string().nullable().describe('the organization that the session stands in'),
  })
  .openapi('ConsentQuestion')
export type ConsentQuestion = z.infer<typeof ConsentQuestion>
