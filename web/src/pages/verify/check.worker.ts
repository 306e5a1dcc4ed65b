// Runs the verifier beside the page, so that the page stays alive: the very code that the service and the command line run.
import { verifyBundle } from '../../../../worker/ledger/bundle/index.ts'
import { fromHex } from '../../../../worker/ledger/bytes.ts'
import { verify } from '../../../../worker/ledger/ed25519.ts'
import { claimsOf } from './claims.ts'
import type { Answer, Ask } from './work.ts'

// RFC 8032 section 7.1, test 1: a browser that cannot check this one would call every good signature false.
const known = {
  key: fromHex('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'),
  signature: fromHex(
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ),
}

async function answer({ job, file, pins, regtest }: Ask): Promise<Answer> {
  if (!(await verify(known.key, new Uint8Array(0), known.signature))) return { job, ok: false, why: 'no_ed25519' }
  let bytes: Uint8Array
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch {
    return { job, ok: false, why: 'unreadable' }
  }
  const began = performance.now()
  const report = await verifyBundle(bytes, { pins, regtest })
  const took = performance.now() - began
  return { job, ok: true, report, claims: await claimsOf(bytes), took }
}

addEventListener('message', ({ data }: MessageEvent<Ask>) => {
  answer(data).then(
    (found) => postMessage(found),
    () => postMessage({ job: data.job, ok: false, why: 'failed' } satisfies Answer),
  )
})
