// The only code of the Pages project that runs on a server: hands a request to the Worker, unchanged, on the same origin.

/** What Pages gives a function, as far as forwarding needs it. */
export interface ForwardContext {
  readonly request: Request
  readonly env: { readonly API: { fetch(request: Request): Promise<Response> } }
}

/**
 * Passes the request to the Worker and its answer back, both as streams. Exports are large and carry Range and ETag, so
 * nothing here reads or rewrites a body or a header.
 */
export function forward(context: ForwardContext): Promise<Response> {
  return context.env.API.fetch(context.request)
}
