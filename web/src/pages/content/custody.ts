// What happened to a chat, step by step, in words.
import type { CustodyStep } from '../../../../worker/http/schemas/content.ts'
import { whoName } from '../../content/who.ts'
import { sentence } from '../../records/words.ts'

const known: Record<string, (by: string | null) => string> = {
  captured: () => 'Captured from Anthropic',
  deleted_at_vendor: () => 'Deleted at Anthropic',
  emptied_at_vendor: () => 'Emptied at Anthropic',
  revealed: (by) => (by === null ? 'Revealed' : `Revealed to ${by}`),
  exported: (by) => (by === null ? 'Exported' : `Exported by ${by}`),
  held: (by) => (by === null ? 'Hold placed' : `Hold placed by ${by}`),
  released: (by) => (by === null ? 'Hold released' : `Hold released by ${by}`),
  erased: (by) => (by === null ? 'Erased' : `Erased by ${by}`),
}

export function custodyWords({ what, by }: Pick<CustodyStep, 'what' | 'by'>): string {
  const name = by === null ? null : whoName(by)
  return known[what]?.(name) ?? sentence(what)
}
