// What the object says in the log when a step of settling fails: names and places, never contents.

export function reportFailure(tenant: string, step: string, error: unknown): void {
  const name = error instanceof Error ? error.name : 'unknown'
  console.error(JSON.stringify({ event: 'settle_failed', tenant, step, error: name }))
}
