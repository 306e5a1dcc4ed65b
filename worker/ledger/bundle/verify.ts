// The verifier: nine checks in the order of LEDGER section 9, and an honest list of what they do not show.
import { exportKeyName, rootOrigin, tenantOrigin } from '../checkpoint.ts'
import { type Sha256, sha256 } from '../hash.ts'
import { ED25519, parseVkey, type VerifierKey } from '../vkey.ts'
import { checkAnchor } from './anchor.ts'
import { checkBag, type Digests, digestsOf } from './bag.ts'
import {
  type CheckpointFile,
  checkCosignatures,
  checkRootLeaf,
  checkSignedBy,
  readCheckpointFile,
} from './checkpoints.ts'
import { readContainer } from './container.ts'
import { checkDisclosed } from './disclosed.ts'
import { isSignedBy, parseEnvelope } from './dsse.ts'
import type { ExportedRecords } from './exported.ts'
import { CHECKS, type CheckId, Findings, type Report, reportOf } from './findings.ts'
import { type ClaimedKeys, parseKeys, trustedKeys, witnessKeys } from './keys.ts'
import * as path from './layout.ts'
import type { Files } from './limits.ts'
import { notChecked } from './not-checked.ts'
import { checkRecords } from './records.ts'
import { checkStatement, parseStatement, type Statement } from './statement.ts'
import { checkTree } from './tiles.ts'

/**
 * `pins`: vkeys the auditor has from elsewhere; each replaces the claimed keys of its name. `regtest`: accept trivial proof of work.
 * `sha256`: the platform's own, where it has a synchronous one; it takes most of the work.
 */
export type VerifyOptions = {
  readonly pins?: readonly string[]
  readonly regtest?: boolean
  readonly sha256?: Sha256
}

/**
 * Verifies an evidence bundle (ZIP or JSON). Throws RangeError on a pin that is no vkey, which is a mistake of the caller's;
 * everything wrong with the bundle is in the report.
 */
export async function verifyBundle(bytes: Uint8Array, options: VerifyOptions = {}): Promise<Report> {
  const pins = (options.pins ?? []).map((pin) => {
    const key = parseVkey(pin)
    if (key === undefined) throw new RangeError(`not a verifier key: ${pin}`)
    return key
  })
  return new Verification(pins, options.regtest === true, options.sha256 ?? sha256).run(bytes)
}

const EMPTY = new Uint8Array(0)

/** One run: what earlier checks found out is what later ones work on. */
class Verification {
  private readonly found = new Map<CheckId, Findings>(CHECKS.map((id) => [id, new Findings()]))
  private readonly pins: readonly VerifierKey[]
  private readonly regtest: boolean
  private readonly h: Sha256
  private readonly unchecked: string[] = []
  constructor(pins: readonly VerifierKey[], regtest: boolean, h: Sha256) {
    this.pins = pins
    this.regtest = regtest
    this.h = h
  }

  async run(bytes: Uint8Array): Promise<Report> {
    const bag = await this.bag(bytes)
    if (bag === undefined) this.skipRest('the bag is not whole')
    else await this.evidence(bag.files, bag.digests)
    const checks = CHECKS.map((id) => this.findings(id).check(id))
    return reportOf(checks, this.unchecked)
  }

  private findings(id: CheckId): Findings {
    const findings = this.found.get(id)
    if (findings === undefined) throw new RangeError(`no check ${id}`)
    return findings
  }

  private skipRest(reason: string): void {
    for (const id of CHECKS.slice(1)) this.findings(id).skip(reason)
  }

  private async bag(bytes: Uint8Array): Promise<{ files: Files; digests: Digests } | undefined> {
    const findings = this.findings('bag')
    const container = await readContainer(bytes)
    if (!container.ok) {
      findings.wrong(container.detail)
      return undefined
    }
    const { files } = container
    const digests = digestsOf(files, this.h)
    checkBag(files, findings, digests)
    return findings.failed ? undefined : { files, digests }
  }

  private async evidence(files: Files, digests: Digests): Promise<void> {
    const keys = parseKeys(files.get(path.KEYS) ?? EMPTY)
    const statement = await this.statement(files, digests, keys)
    if (statement === undefined || keys === undefined) {
      this.skipRest('there is no statement to compare with')
      return
    }
    const lines = files.get(path.RECORDS) ?? EMPTY
    const records = checkRecords(lines, statement.predicate, this.findings('records'), this.h)
    const tenant = await this.tenantCheckpoint(files, keys, statement, records)
    const witnesses = await this.rootLog(files, keys, tenant)
    const undisclosed = checkDisclosed(files, records, this.findings('disclosed'))
    this.unchecked.push(...notChecked(files, statement.predicate, undisclosed, witnesses))
  }

  private async statement(
    files: Files,
    digests: Digests,
    keys: ClaimedKeys | undefined,
  ): Promise<Statement | undefined> {
    const findings = this.findings('statement')
    const envelope = parseEnvelope(files.get(path.STATEMENT) ?? EMPTY)
    const statement = envelope && parseStatement(envelope.payload)
    if (keys === undefined) findings.wrong('keys.json is not as it must be')
    if (envelope === undefined || statement === undefined) findings.wrong('the statement is not as it must be')
    if (keys === undefined || envelope === undefined || statement === undefined) return undefined
    const name = exportKeyName(keys.origin)
    const trusted = trustedKeys(name, ED25519, this.pins, keys.export)
    if (!(await isSignedBy(envelope, trusted.keys))) findings.wrong(`no good signature by a known key of ${name}`)
    else if (!trusted.pinned) findings.doubt(`signed by a key that only the bundle claims for ${name}`)
    else findings.fact(`signed by your pinned key of ${name}`)
    checkStatement(statement, files, digests, findings)
    return statement
  }

  private async tenantCheckpoint(
    files: Files,
    keys: ClaimedKeys,
    { predicate }: Statement,
    records: ExportedRecords,
  ): Promise<CheckpointFile | undefined> {
    const file = readCheckpointFile(files.get(path.TREE_CHECKPOINT) ?? EMPTY)
    if (file === undefined) {
      this.findings('checkpoint').wrong('tree/checkpoint is not a checkpoint')
      this.findings('tree').skip('there is no checkpoint')
      return undefined
    }
    if (records.length === 0) this.findings('tree').skip('there is no record')
    else checkTree(files, records, file.checkpoint, predicate.checkpoint_size, this.findings('tree'), this.h)
    const origin = tenantOrigin(keys.origin, predicate.tenant)
    await checkSignedBy(file, origin, trustedKeys(origin, ED25519, this.pins, keys.tenant), this.findings('checkpoint'))
    return file
  }

  /** Checks 6, 7, 8. Returns the names of witnesses that are not known. */
  private async rootLog(files: Files, keys: ClaimedKeys, tenant: CheckpointFile | undefined): Promise<string[]> {
    const [rootFile, leaf, proof] = [path.ROOT_CHECKPOINT, path.ROOT_LEAF, path.ROOT_PROOF].map((name) =>
      files.get(name),
    )
    if (rootFile === undefined || leaf === undefined || proof === undefined) {
      for (const id of ['root-leaf', 'root-checkpoint', 'anchor'] as const)
        this.findings(id).doubt('not in the root log yet')
      return []
    }
    checkAnchor(rootFile, files.get(path.OTS), files.get(path.HEADERS), this.regtest, this.findings('anchor'))
    const root = readCheckpointFile(rootFile)
    if (root === undefined) this.findings('root-checkpoint').wrong('root/checkpoint is not a checkpoint')
    if (root === undefined || tenant === undefined) this.findings('root-leaf').skip('there is no checkpoint')
    else checkRootLeaf(leaf, proof, rootFile, tenant, root, this.findings('root-leaf'))
    return root === undefined ? [] : this.rootCheckpoint(files, keys, root)
  }

  private async rootCheckpoint(files: Files, keys: ClaimedKeys, root: CheckpointFile): Promise<string[]> {
    const findings = this.findings('root-checkpoint')
    const origin = rootOrigin(keys.origin)
    if (root.note.signatures.length !== 1) findings.wrong('root/checkpoint has more than its own signature line')
    await checkSignedBy(root, origin, trustedKeys(origin, ED25519, this.pins, keys.root), findings)
    const cosignatures = files.get(path.COSIGNATURES)
    if (cosignatures === undefined) return []
    return checkCosignatures(cosignatures, root, witnessKeys(this.pins, keys.witness), findings)
  }
}
