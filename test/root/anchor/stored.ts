// What an anchor left behind, read as an auditor reads it.
import { parseHeaders } from '../../../worker/ledger/bundle/anchor.ts'
import { sha256 } from '../../../worker/ledger/hash.ts'
import { attestationsOf, parseOts } from '../../../worker/ledger/ots/proof.ts'
import { verifyAnchor } from '../../../worker/ledger/ots/verify.ts'
import { present } from '../../ledger/vectors.ts'
import type { Stage } from './stage.ts'

/** The auditor's own judgement over what was stored so far. */
export function audited(stage: Stage): ReturnType<typeof verifyAnchor> {
  const headers = stage.files.get('headers.json')
  const parsed = headers === undefined ? new Map() : present(parseHeaders(headers))
  return verifyAnchor(present(stage.files.get('root.ots')), sha256(stage.file), parsed, { regtest: true })
}

export const states = (stage: Stage) =>
  stage.events.filter(({ alert }) => alert === undefined).map(({ state }) => state)
export const alerts = (stage: Stage) => stage.events.flatMap(({ alert }) => (alert === undefined ? [] : [alert]))
const attested = (stage: Stage) => {
  const parsed = parseOts(present(stage.files.get('root.ots')))
  if (!parsed.ok) throw new Error(parsed.detail)
  return attestationsOf(parsed.root)
}

/** Addresses of the promises in the stored proof. */
export const promises = (stage: Stage): string[] =>
  attested(stage).flatMap(({ attestation }) => (attestation.type === 'pending' ? [attestation.uri] : []))

/** Heights of the blocks in the stored proof. */
export const blocksIn = (stage: Stage): number[] =>
  attested(stage).flatMap(({ attestation }) => (attestation.type === 'bitcoin' ? [attestation.height] : []))
