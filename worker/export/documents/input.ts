// What every document of an eDiscovery export is made from. The job reads and masks; the builders only lay out what they are given.

/** A message whose text was destroyed: what may still be said about it. */
export type Tombstone = {
  /** ISO 8601, UTC. */
  at: string
  /** In words, a sentence without a person's data. */
  reason: string
  /** Position of the erasure record, when there is one. */
  record?: number
}

/** One kind of finding and how often it was replaced in a text; `kind` as it stands in the placeholder. */
export type Mark = { kind: string; count: number }

export type DocumentMessage = {
  id: string
  seq: number
  /** Leaf hash of the record: 64 hex digits. */
  leaf: string
  role: 'user' | 'assistant' | 'system'
  /** ISO 8601, UTC. */
  at: string
  /** Masked already when the production is masked; null when it was erased. */
  text: string | null
  tombstone?: Tombstone
  marks?: readonly Mark[]
  /** Of the original text, when the tenant records it: 64 hex digits. */
  sha256?: string
}

/** The custodian. `subject` is what the ledger knows; name and address only where they are disclosed. */
export type Custodian = { subject: string; name?: string; email?: string }

export type DocumentChat = {
  id: string
  title: string | null
  person: Custodian
  model: string
  /** The vendor's product, e.g. `claude`: the platform of RSMF. */
  platform: string
  createdAt: string
  updatedAt: string
  /** When the vendor's copy was found deleted. */
  deletedAt?: string
  messages: readonly DocumentMessage[]
}

/** What the signed statement of the export says, in words and numbers that the cover repeats. */
export type StatementFacts = {
  size: number
  /** Root hash of the checkpoint: 64 hex digits. */
  root: string
  origin: string
  vkey: string
  /** Absent while no outside proof is complete. `block` and `time` when it is Bitcoin's. */
  anchor?: { words: string; block?: number; time?: string }
  generatedAt: string
  requestedBy: string
  filter: string
  /** Sentences: what our own verifier checked before this was offered. */
  checked: readonly string[]
  counts: { chats: number; messages: number; erased: number; masked: number }
}

export type DocumentFile = { name: string; bytes: Uint8Array; mime: string; description: string }

export type Production = {
  /** Of the export: seeds the document's identifier, so that equal input gives equal bytes. */
  id: string
  organization: string
  tenant: string
  title: string
  /** BCP 47, of the words that we write. */
  lang: string
  prefix: string
  /** The first Bates number that the register gave. */
  first: number
  /** Confidentiality legend, at the foot of every page. */
  legend: string
  masked: boolean
  statement: StatementFacts
  chats: readonly DocumentChat[]
  /** Embedded in the PDF: the bundle that proves it. */
  attachments: readonly DocumentFile[]
}

/** Why a document was not made. Nothing else is expected to fail. */
export type Refusal = { ok: false; code: 'bates_prefix' | 'bates_exhausted' | 'nothing_to_produce' | 'time_invalid' }
