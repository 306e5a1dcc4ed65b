// POST and GET /api/exports: evidence bundles made of what a filter selects, and the links they are fetched by.
import { z } from '@hono/zod-openapi'
import { FocusWish } from '../../export/focus/wish.ts'
import { DOCUMENTS } from '../../export/review.ts'
import { KINDS } from '../../ledger/kinds.ts'
import { Day, Hex32, Instant, Nano, Page, PageQuery, Seq, VendorName } from './common.ts'

const list = (max: number) => z.array(z.string().min(1).max(200)).min(1).max(max).optional()

/**
 * What an export selects; left out = all. `from` and `to` are UTC days of occurred_at, both included. `person`: any subject of a
 * person, which stands for all of them. `workspace` holds ids of workspaces and projects; `default` is the default workspace.
 * `gap_statements`, on unless it is false or chats or positions are chosen: what the ledger has of each vendor stream in the period is written into it before the export
 * is made, and taken along with the pull records of the period's pages. As of an anchored checkpoint, those from before it are.
 */
export const ExportFilter = z.strictObject({
  from: Day.optional(),
  to: Day.optional(),
  vendor: VendorName.optional(),
  streams: list(50),
  kinds: z.array(z.enum(KINDS)).min(1).max(KINDS.length).optional(),
  person: z.string().min(1).max(60).optional(),
  workspace: list(50),
  /** Ids of chats: their records and those of their messages. */
  chats: list(200),
  /** Ranges of positions, both ends included, ascending and apart; what an erasure took is exported by them. */
  seqs: z
    .array(z.tuple([Seq, Seq]))
    .min(1)
    .max(20_000)
    .optional(),
  gap_statements: z.boolean().optional(),
})

const days = z.number().int().min(1).max(90)
const limit = z.number().int().min(1).max(10_000).nullable()

/**
 * `as_of`: the newest checkpoint that a block bears out (the newest in the root log, while there is none), or simply the newest, whose
 * anchor is still pending. Records after it are not in the export.
 */
export const AsOf = z.enum(['anchored', 'newest'])
export const ExportFormat = z.enum(['bundle', 'json', 'focus'])

/**
 * Texts of messages, for owners and admins: left out, masked (personal data found by rules gives way to marks), or revealed, which takes a
 * reason. `documents` are made of the texts in a file of their own beside each bundle, numbered from `bates_prefix`, with `legend` on
 * every page. `approval`: of a second person, where the organization asks for one.
 */
const ReviewFields = {
  content: z.enum(['none', 'masked', 'revealed']).default('none'),
  documents: z.array(z.enum(DOCUMENTS)).max(DOCUMENTS.length).default([]),
  bates_prefix: z
    .string()
    .regex(/^[A-Z]{1,6}$/, 'must be one to six capital letters')
    .default('TALLY'),
  legend: z.string().trim().max(60).default('CONFIDENTIAL'),
  reason: z.string().trim().max(1000).default(''),
  approval: z.string().max(60).optional(),
}

/** `max_downloads`: downloads of each file through one link, null = no limit. `disclose`: opens sealed fields and names people. */
export const ExportBody = z.strictObject({
  filter: ExportFilter.default({}),
  /** `focus`: FOCUS 1.2 cost and usage of the bill lines in force, for finance tools; takes days, vendor and workspaces of the filter. */
  format: ExportFormat.default('bundle'),
  /** Only with the format focus; which files, and which rows beyond the bill. */
  focus: FocusWish.optional(),
  /** Left out: anchored; a FOCUS export is always as of the newest. */
  as_of: AsOf.optional(),
  disclose: z.boolean().default(false),
  expires_in_days: days.default(14),
  max_downloads: limit.default(null),
  note: z.string().trim().max(500).default(''),
  ...ReviewFields,
})

/** One file of an export; most have one. `first` and `last`: the span of the ledger that was looked through for it. */
export const ExportVolume = z.object({
  volume: z.number().int().positive(),
  /** An evidence bundle, or the documents that were made of one; of a FOCUS export its rows, the conformance report, README.txt. */
  kind: z.enum(['bundle', 'documents', 'csv', 'parquet', 'report', 'readme']),
  records: z.number().int(),
  first: Seq,
  last: Seq,
  bytes: z.number().int(),
  sha256: Hex32,
})

export const ExportState = z.enum(['queued', 'running', 'ready', 'failed', 'revoked', 'expired'])

export const ExportView = z.object({
  id: z.string(),
  state: ExportState,
  /** What the state means here, when there is something to say. */
  words: z.string().nullable(),
  /** Positions of the ledger looked through: once to select, once to write. `of` is null until the job has begun. */
  progress: z.object({ done: z.number().int(), of: z.number().int().nullable() }),
  filter: ExportFilter,
  format: ExportFormat,
  /** Null for other formats. */
  focus: FocusWish.nullable(),
  as_of: AsOf,
  disclosed: z.boolean(),
  content: z.enum(['none', 'masked', 'revealed']),
  documents: z.array(z.enum(DOCUMENTS)),
  note: z.string(),
  /** Sums over the volumes; null until ready. */
  records: z.number().int().nullable(),
  bytes: z.number().int().nullable(),
  /** Of the only file; null with several volumes, which have theirs. */
  sha256: Hex32.nullable(),
  checkpoint_size: z.number().int().nullable(),
  created_by: z.object({ id: z.string(), name: z.string().nullable(), email: z.string().nullable() }),
  created_at: Instant,
  expires_at: Instant,
  max_downloads: z.number().int().nullable(),
  /** All downloads so far, of all files and links. */
  downloads: z.number().int(),
  last_download: Instant.nullable(),
  /** How often a new link was made, from 1. Only the newest one opens. */
  link_version: z.number().int().positive(),
  volumes: z.array(ExportVolume),
})

export const ExportList = z.object({ ...Page, exports: z.array(ExportView) })
export const ExportListQuery = PageQuery

/** How often something was so: of all rules, or of the rules of one strength. */
const RuleCounts = z.object({ passed: z.number().int(), failed: z.number().int(), not_applicable: z.number().int() })

/** GET .../conformance: the requirements model of FOCUS run over every row of an export. */
export const Conformance = z.object({
  export: z.string(),
  generated_at: Instant,
  checkpoint_size: z.number().int(),
  model: z.string(),
  rows: z.number().int(),
  /** Sums of BilledCost: of rows that are on the bill, and of estimates. */
  billed_nano: Nano,
  estimated_nano: Nano,
  /** Rows whose exact product ends in another digit when it is worked out in floats. */
  differ_in_floats: z.number().int(),
  /** Applicability criteria that the data set claims; rules of the others do not apply. */
  claims: z.array(z.string()),
  rules: RuleCounts.extend({ all: z.number().int() }),
  /** MUST and MUST NOT; SHOULD, SHOULD NOT and RECOMMENDED; MAY. */
  requirements: RuleCounts,
  recommendations: RuleCounts,
  permissions: RuleCounts,
  /** Why rules do not apply, and how many. */
  reasons: z.record(z.string(), z.number().int()),
  results: z.array(
    z.object({
      id: z.string(),
      of: z.string(),
      level: z.string(),
      says: z.string(),
      result: z.enum(['passed', 'failed', 'not_applicable']),
      reason: z.string().optional(),
      /** The criterion that is not claimed, or the column that is not there. */
      what: z.string().optional(),
      rows: z.object({ tested: z.number().int(), failed: z.number().int() }).optional(),
      first: z
        .array(z.object({ row: z.number().int(), record: z.string().nullable(), value: z.string().nullable() }))
        .optional(),
    }),
  ),
})

/** One link a file. `file_name` is what it is saved as. */
export const ExportLink = z.object({
  volume: z.number().int().positive(),
  url: z.string(),
  file_name: z.string(),
  bytes: z.number().int(),
  sha256: Hex32,
})
/** GET .../link repeats the link in force; POST .../link makes a new one and ends the old. */
export const ExportLinks = z.object({
  id: z.string(),
  version: z.number().int(),
  expires_at: Instant,
  links: z.array(ExportLink),
})
export const NewLinkBody = z.strictObject({ expires_in_days: days.default(14), max_downloads: limit.default(null) })

/** GET .../downloads: who fetched what and when, newest first; each is a record of the ledger as well. */
export const DownloadView = z.object({
  id: z.string(),
  at: Instant,
  volume: z.number().int(),
  link_version: z.number().int(),
  /** First and last byte that were asked for, null = the whole file. */
  range: z.object({ first: z.number().int(), last: z.number().int() }).nullable(),
})
export const DownloadList = z.object({ ...Page, downloads: z.array(DownloadView) })

export type Conformance = z.infer<typeof Conformance>
export type ExportFilter = z.infer<typeof ExportFilter>
export type ExportBody = z.infer<typeof ExportBody>
export type ExportVolume = z.infer<typeof ExportVolume>
export type ExportState = z.infer<typeof ExportState>
export type ExportView = z.infer<typeof ExportView>
export type ExportList = z.infer<typeof ExportList>
export type ExportLinks = z.infer<typeof ExportLinks>
export type DownloadView = z.infer<typeof DownloadView>
export type DownloadList = z.infer<typeof DownloadList>
