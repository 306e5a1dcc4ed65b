// What a bundle says of itself, beside the report: figures of its statement and the keys it claims. Proven only by the checks.
import { readContainer } from '../../../../worker/ledger/bundle/container.ts'
import { parseEnvelope } from '../../../../worker/ledger/bundle/dsse.ts'
import { parseKeys } from '../../../../worker/ledger/bundle/keys.ts'
import { KEYS, STATEMENT } from '../../../../worker/ledger/bundle/layout.ts'
import { parseStatement } from '../../../../worker/ledger/bundle/statement.ts'

/** Figures of the statement (LEDGER section 8) and verifier keys in keys.json, all as the exporter wrote them. */
export interface Claims {
  readonly tenant: string
  readonly records: number
  readonly withheld: number
  readonly first: number
  readonly last: number
  readonly generatedAt: string
  readonly vkeys: readonly string[]
}

/** Null where the file is no bundle, or says nothing that can be read. */
export async function claimsOf(bytes: Uint8Array): Promise<Claims | null> {
  const container = await readContainer(bytes)
  if (!container.ok) return null
  const keys = parseKeys(container.files.get(KEYS) ?? new Uint8Array(0))
  const envelope = parseEnvelope(container.files.get(STATEMENT) ?? new Uint8Array(0))
  const statement = envelope && parseStatement(envelope.payload)
  if (keys === undefined || statement === undefined) return null
  const { tenant, counts, range, generated_at } = statement.predicate
  return {
    tenant,
    records: counts.records,
    withheld: counts.withheld,
    first: range.first,
    last: range.last,
    generatedAt: generated_at,
    vkeys: [...keys.tenant, ...keys.root, ...keys.export].map(({ text }) => text),
  }
}
