// The OpenAPI 3.1 document of the whole API: what all answers share, and the document's head.
import { z } from '@hono/zod-openapi'
import type { Route } from './define.ts'

export const errorBody = z
  .object({
    error: z.object({
      code: z.string().openapi({ description: 'Stable; branch on this one.' }),
      message: z.string().openapi({ description: 'What is wrong and what to do, for a person.' }),
      details: z.unknown().optional().openapi({ description: 'For invalid_request: a list of {path, problem}.' }),
      request_id: z.string(),
    }),
  })
  .openapi('Error')

const WORDS = { 200: 'Done.', 201: 'Created.', 202: 'Accepted; work goes on in the background.', 204: 'Done.' } as const

/** The responses of one route: its success, and the one error shape for everything else. */
export function answers(route: Route) {
  const status = route.status ?? 200
  const success = route.answer
    ? { description: WORDS[status], content: { 'application/json': { schema: route.answer } } }
    : { description: WORDS[status] }
  return {
    [status]: success,
    default: { description: 'An error.', content: { 'application/json': { schema: errorBody } } },
  }
}

export const SECURITY_SCHEMES = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'tallystick.session_token',
    description: 'Signed in to the dashboard.',
  },
  token: { type: 'http', scheme: 'bearer', bearerFormat: 'tally_…', description: 'An API token of the organization.' },
} as const

export const DOCUMENT = {
  openapi: '3.1.0',
  info: {
    title: 'Tallystick API',
    version: '1',
    description:
      'Read your organization’s AI usage, costs, activity and ledger. Errors are {"error":{"code","message","details"?,"request_id"}}. ' +
      'Lists take limit and cursor and give next_cursor, null at the end. Amounts are decimal strings of nanodollars; null is unknown, never zero.',
  },
}
