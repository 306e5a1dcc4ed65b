// One volume's documents in one file: the Bates-numbered PDF, RSMF, load files, the bundle that proves them, and one signed statement over
// all. Loaded when an export asks for it: typesetting is heavy.
import { signEnvelope } from '../../ledger/bundle/index.ts'
import { hex, utf8 } from '../../ledger/bytes.ts'
import { exportKeyName } from '../../ledger/checkpoint.ts'
import { canonicalize } from '../../ledger/jcs.ts'
import type { Review } from '../review.ts'
import { writeFlatZip } from './flat-zip.ts'
import type { Production, Refusal } from './input.ts'
import { makeLoadFile } from './load-file.ts'
import { makePdf, type Typesetting } from './pdf.ts'
import { makeRsmf } from './rsmf.ts'

/** `first` to `last`: Bates numbers that were used, none where nothing is numbered. */
export type Produced =
  | { ok: true; bytes: Uint8Array; first: number; last: number; documents: readonly string[] }
  | Refusal

export type Producing = {
  production: Production
  review: Review
  bundle: Uint8Array
  /** `VOL001` */
  volume: string
  typesetting: Typesetting
  log: { origin: string; seed: Uint8Array }
  sha256: (bytes: Uint8Array) => Uint8Array
}

const STATEMENT = 'statement.dsse.json'

/** Makes the documents. Numbers begin at `production.first`; with a PDF, the load files have the numbers of its chat pages. */
export async function produce(producing: Producing): Promise<Produced> {
  const { production, review, bundle, volume, typesetting } = producing
  const files = new Map<string, Uint8Array>([['evidence.zip', bundle]])
  let { first } = production
  let last = first - 1
  if (review.documents.includes('pdf')) {
    const pdf = await makePdf(production, typesetting)
    if (!pdf.ok) return pdf
    files.set('report.pdf', pdf.bytes)
    first = pdf.chats[0]?.first ?? first
    last = pdf.last
  }
  if (review.documents.includes('load_files')) {
    const made = await makeLoadFile({ ...production, first }, typesetting, volume)
    if (!made.ok) return made
    for (const [path, bytes] of made.files) files.set(`load/${volume}/${path}`, bytes)
    last = Math.max(last, made.last)
  }
  if (review.documents.includes('rsmf')) {
    const made = makeRsmf(production)
    if (!made.ok) return made
    for (const { name, bytes } of made.files) files.set(`rsmf/${name}`, bytes)
  }
  files.set('README.txt', utf8(README))
  files.set(STATEMENT, await statementOver(files, producing))
  return { ok: true, bytes: writeFlatZip(files), first: production.first, last, documents: review.documents }
}

/** An in-toto statement over every file of the production: whoever has one of them can show that it belongs to the others. */
async function statementOver(files: ReadonlyMap<string, Uint8Array>, producing: Producing): Promise<Uint8Array> {
  const { production, log, sha256 } = producing
  const subject = [...files.keys()]
    .sort()
    .map((name) => ({ digest: { sha256: hex(sha256(files.get(name) ?? new Uint8Array())) }, name }))
  const { id, tenant, masked, statement, prefix } = production
  const predicate = {
    export: id,
    tenant,
    masked,
    prefix,
    generated_at: statement.generatedAt,
    checkpoint_size: statement.size,
  }
  const payload = canonicalize({
    _type: 'https://in-toto.io/Statement/v1',
    predicate,
    predicateType: 'urn:tallystick:production:1',
    subject,
  })
  return signEnvelope(utf8(payload), exportKeyName(log.origin), log.seed)
}

const README = `What is in this production

evidence.zip          the evidence bundle: the records, their texts as exported, and the proof. Check it without trusting anybody:
                      unzip -j evidence.zip '*/verify.py' && python3 verify.py evidence.zip --pin KEY
                      KEY: a key of the log that you have from elsewhere. VERIFY.md in the bundle says more.
report.pdf            the same messages as numbered pages, with the bundle attached (where it was asked for)
rsmf/                 one RSMF 2.0 file a chat and day (where it was asked for)
load/                 Concordance DAT, Opticon OPT, TEXT and IMAGES (where it was asked for). Images are single-page PDFs.
statement.dsse.json   the SHA-256 of every file here, signed by the export key: decode its payload and compare with sha256sum.
`
