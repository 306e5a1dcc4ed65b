// OpenSSL as timestamp authority and as judge over tokens, in a folder of its own that goes with the test.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const command = process.env.OPENSSL ?? 'openssl'

/** True where OpenSSL can be run. */
export const hasOpenssl = spawnSync(command, ['version']).status === 0

/** Runs work in a fresh folder and removes it. */
export function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'tallystick-ts-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function openssl(folder: string, ...args: string[]): { ok: boolean; said: string } {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' })
  return { ok: status === 0, said: `${stdout}${stderr}` }
}

/** The verdict of `openssl ts -verify` over a reply for this data; `query` also compares nonce and policy. Judged at `at` where given. */
export function judgeToken(
  reply: Uint8Array,
  data: Uint8Array,
  caPem: string,
  { query, at }: { query?: Uint8Array; at?: Date } = {},
): boolean {
  return inFolder((folder) => {
    writeFileSync(join(folder, 'in.tsr'), reply)
    writeFileSync(join(folder, 'data'), data)
    writeFileSync(join(folder, 'ca.pem'), caPem)
    if (query !== undefined) writeFileSync(join(folder, 'in.tsq'), query)
    const what = query === undefined ? ['-data', 'data'] : ['-queryfile', 'in.tsq']
    const when = at === undefined ? [] : ['-attime', String(Math.floor(at.getTime() / 1000))]
    return openssl(folder, 'ts', '-verify', '-in', 'in.tsr', ...what, '-CAfile', 'ca.pem', ...when).ok
  })
}

const CONFIG = `
[ca]
basicConstraints = critical,CA:TRUE
[leaf]
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[tsa]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
certs = tsa.pem
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
ess_cert_id_alg = sha256
accuracy = secs:1
[req]
distinguished_name = dn
[dn]
`

/** A timestamp authority made of OpenSSL, answering one query; throws with OpenSSL's words. */
export function answerAsTsa(query: Uint8Array): { reply: Uint8Array; caPem: string } {
  return inFolder((folder) => {
    const must = (...args: string[]) => {
      const { ok, said } = openssl(folder, ...args)
      if (!ok) throw new Error(said)
    }
    writeFileSync(join(folder, 'conf'), CONFIG)
    writeFileSync(join(folder, 'serial'), '0A\n')
    writeFileSync(join(folder, 'in.tsq'), query)
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-config', 'conf']
    must('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Test CA', '-extensions', 'ca')
    must('req', ...key, '-keyout', 'tsa.key', '-out', 'tsa.csr', '-subj', '/CN=Test TSA')
    const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'conf', '-extensions', 'leaf']
    must('x509', '-req', '-in', 'tsa.csr', ...signed, '-out', 'tsa.pem')
    must('ts', '-reply', '-config', 'conf', '-section', 'tsa', '-queryfile', 'in.tsq', '-out', 'out.tsr')
    const caPem = readFileSync(join(folder, 'ca.pem'), 'utf8')
    return { reply: new Uint8Array(readFileSync(join(folder, 'out.tsr'))), caPem }
  })
}
