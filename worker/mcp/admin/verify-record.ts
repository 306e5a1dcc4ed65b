// The tool verify-record: checks one record's proof here, and hands out all of it, so that the agent need not believe us.
import { z } from '@hono/zod-openapi'
import { failure } from '../../http/errors.ts'
import { readAnchored, readRootProof } from '../../http/routes/anchored.ts'
import { Hex32, Instant, Seq } from '../../http/schemas/common.ts'
import { Anchored, RootProof } from '../../http/schemas/rootlog.ts'
import { type Home, homeOf, rootHome } from '../../region.ts'
import { cutFile } from '../../root/files.ts'
import { ledgerOf } from '../../tenant/reach.ts'
import { originOf } from '../surfaces.ts'
import { takes } from './arguments.ts'
import { CLAIMS, checkProof, type Material, VERDICTS, verdictOf } from './proof-checks.ts'
import { readTool } from './tool.ts'

/** What no answer of ours can show: the agent has to look for itself. */
const NOT_CHECKED = [
  'That this server computed honestly: recompute each claim from record, path, checkpoint.note and root_log with code of your own.',
  'That vkey is the key that you were given: compare it with one that you got by another way.',
  'That the block is on everybody’s chain: look up its hash at a node or explorer of your choice.',
  'That the ledger still begins with what you saw before: keep this checkpoint and ask for a consistency proof next time.',
  'That what the vendor reported is true, and what sealed fields hold: the proof is about these bytes and this time.',
] as const

const Answer = z.object({
  seq: Seq,
  verdict: z
    .enum(VERDICTS)
    .describe(
      'verified: every claim passed. incomplete: none failed, some cannot be checked yet. failed: do not rely on it.',
    ),
  checks: z.array(z.object({ claim: z.enum(CLAIMS), passed: z.boolean().nullable(), words: z.string() })),
  not_checked: z.array(z.string()),
  record: z.string().describe('The exact text; its UTF-8 bytes are what is hashed.'),
  leaf: Hex32,
  prev_record: z.string().nullable().describe('The exact text of the record before; null for the first.'),
  vkey: z.string().describe('The verifier key of this ledger, as C2SP signed-note writes it.'),
  checkpoint: z
    .object({ number: z.number().int(), size: z.number().int(), root: Hex32, at: Instant, note: z.string() })
    .nullable()
    .describe('The signed tree head that the path leads to.'),
  path: z.array(Hex32).describe('Inclusion path of the leaf under checkpoint, lowest first (RFC 6962).'),
  root_log: RootProof.nullable(),
  anchor: Anchored.nullable(),
  anchor_files: z.array(z.string()).describe('Public files of the anchored root checkpoint.'),
})

async function readCut(env: Env, size: number): Promise<NonNullable<Material['cut']>> {
  const { archive } = rootHome(env)
  const names = ['checkpoint', 'root.ots', 'headers.json'] as const
  const [checkpoint = null, ots = null, headers = null] = await Promise.all(
    names.map(async (name) => (await archive.get(cutFile(size, name)))?.bytes() ?? null),
  )
  return { checkpoint, ots, headers }
}

/** Everything about the record at `seq`; null beyond the end of the ledger. */
async function readMaterial(env: Env, home: Home, tenant: Parameters<typeof ledgerOf>[1], seq: number) {
  const ledger = ledgerOf(home, tenant)
  const [records, state, root, anchor] = await Promise.all([
    ledger.records(Math.max(0, seq - 1), seq),
    ledger.state(),
    readRootProof(env, home, tenant, seq),
    readAnchored(env, home, tenant, seq),
  ])
  const record = records.find((one) => one.seq === seq)
  if (record === undefined) return null
  // The checkpoint that the root log holds, so that record, checkpoint, root log and anchor are one chain.
  const covering = root === null ? state.checkpoint : await ledger.checkpointAt(root.checkpoint_size)
  const checkpoint = covering !== null && covering.size > seq ? covering : null
  const material: Material = {
    seq,
    tenant,
    text: record.text,
    leaf: record.leaf,
    before: records.find((one) => one.seq === seq - 1)?.text ?? null,
    vkey: state.vkey,
    note: checkpoint?.note ?? null,
    path: checkpoint === null ? [] : await ledger.inclusion(seq, checkpoint.size),
    root,
    cut: root === null ? null : await readCut(env, root.root_size),
  }
  return { material, checkpoint, anchor }
}

export const verifyRecordTool = readTool({
  name: 'verify-record',
  title: 'Verify a record',
  description:
    'Proves one record of the ledger by its seq: form, hash, link, signature, inclusion, root log and Bitcoin anchor are checked here, and the record, path, notes and anchor are returned so that you can check them yourself. Says what was not checked.',
  needs: ['read:ledger'],
  input: takes({ seq: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).describe('Place in the ledger, from 0.') }),
  output: Answer,
  exact: true,
  async read(env, actor, { seq }) {
    const found = await readMaterial(env, homeOf(env, actor.tenant.region), actor.tenant.id, seq)
    if (found === null) return failure('not_found', { message: 'There is no record at this position yet.' })
    const { material, checkpoint, anchor } = found
    const { root } = material
    const checks = await checkProof(material)
    const verdict = verdictOf(checks)
    const folder = `${originOf(env)}/.well-known/tallystick/root/cuts/${root?.root_size}`
    const answer = {
      seq,
      verdict,
      checks,
      not_checked: [...NOT_CHECKED],
      record: material.text,
      leaf: material.leaf,
      prev_record: material.before,
      vkey: material.vkey,
      checkpoint,
      path: [...material.path],
      root_log: root,
      anchor,
      anchor_files: root === null ? [] : ['checkpoint', 'root.ots', 'headers.json'].map((name) => `${folder}/${name}`),
    }
    const passed = checks.filter((one) => one.passed === true).length
    const text = `Record ${seq}: ${verdict}, ${passed} of ${checks.length} claims passed. not_checked says what is left to you.`
    return { answer, text }
  },
})
