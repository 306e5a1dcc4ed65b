// An auditor's visit to a running set-up: an export is made once the ledger is under a buried block, fetched by its signed URL as a stranger
// does, and judged by both verifiers with the keys that the log publishes.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ExportLinks, ExportView } from '../../worker/http/schemas/exports.ts'
import type { LogKeys, ProofReach } from '../../worker/http/schemas/rootlog.ts'
import { fromB64 } from '../../worker/ledger/bytes.ts'
import { formatVkey } from '../../worker/ledger/vkey.ts'
import { type Api, type Demo, demoTenant, signIn } from './demo.ts'
import { root } from './stack.ts'

/** `file`: the bundle as it was downloaded. `pins`: arguments for either verifier. */
export type Visit = { file: string; pins: string[]; made: ExportView; reach: ProofReach }
export type Judgement = { status: number | null; stdout: string; stderr: string }

/** Asks until `found` gives something. Throws after three minutes. */
async function until<T>(what: string, found: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + 180_000; Date.now() < end; ) {
    const value = await found()
    if (value !== undefined) return value
    await new Promise((done) => setTimeout(done, 500))
  }
  throw new Error(`${what} did not happen within three minutes`)
}

/** Waits for the newest block that attests the ledger to be buried, asks for an export, and fetches it without any session. */
export async function visit(url: string, demo: Demo, operator: string, folder: string): Promise<Visit> {
  const { signIn: link } = await demoTenant(url, operator)
  const api = await signIn(url, link)
  await api('POST', '/api/me/tenant', { tenant_id: demo.tenant })
  const reach = await until('the burial of an anchor', async () => {
    const { anchored, ...rest } = await api<ProofReach>('GET', '/api/ledger/reach')
    return anchored?.state === 'buried' && anchored.checkpoint_size > 1 ? { anchored, ...rest } : undefined
  })
  const { id } = await api<ExportView>('POST', '/api/exports', { as_of: 'anchored' })
  const made = await until('the export', () => finished(api, id))
  const { links } = await api<ExportLinks>('GET', `/api/exports/${id}/link`)
  const [file] = links
  if (file === undefined || links.length > 1) throw new Error(`${links.length} files instead of one`)
  const path = join(folder, file.file_name)
  await download(file.url, path)
  return { file: path, pins: await publishedPins(url, demo.tenant), made, reach }
}

/** As somebody does who has nothing but the URL. */
async function download(url: string, path: string): Promise<void> {
  const { error, status, stderr } = spawnSync('curl', ['-fsS', '-o', path, url], { encoding: 'utf8' })
  if (error !== undefined)
    writeFileSync(path, new Uint8Array(await (await fetch(url)).arrayBuffer())) // no curl here
  else if (status !== 0) throw new Error(`curl: ${stderr}`)
}

async function finished(api: Api, id: string): Promise<ExportView | undefined> {
  const view = await api<ExportView>('GET', `/api/exports/${id}`)
  if (view.state === 'failed') throw new Error(`the export failed: ${view.words}`)
  return view.state === 'ready' ? view : undefined
}

/** `--pin` with each key that the log publishes, and the tenant's, which is the same key under the tenant's name. */
async function publishedPins(url: string, tenant: string): Promise<string[]> {
  const answer = await fetch(`${url}/.well-known/tallystick/keys`)
  const published = (await answer.json()) as LogKeys // our own API
  const own = formatVkey(`${published.origin}/${tenant}`, fromB64(published.tenant.public_key).subarray(1))
  return [...published.keys.root, ...published.keys.export, own].flatMap((vkey) => ['--pin', vkey])
}

const run = (command: string, args: string[]): Judgement => spawnSync(command, args, { encoding: 'utf8' })

/** What verify.py says, and what the Node verifier says, of the same file under the same arguments. */
export function judge(file: string, args: string[]): { python: Judgement; node: Judgement } {
  const given = [file, ...args, '--regtest']
  return {
    python: run('python3', ['-B', join(root, 'verifier/verify.py'), ...given]),
    node: run(process.execPath, [join(root, 'verifier/cli.ts'), 'verify', ...given]),
  }
}
