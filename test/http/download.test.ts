// GET /e/{id}: who gets the file, who is refused and how alike, what is counted, what becomes a record.
import { beforeAll, describe, expect, it } from 'vitest'
import { type Link, signedPath } from '../../worker/export/link.ts'
import { ExportLinks } from '../../worker/http/schemas/exports.ts'
import { rootKeys } from '../../worker/region.ts'
import { addUsage, call, filesOf, ledger, made, type Stage, stage, view } from '../export/stage.ts'
import { Browser, code } from './harness.ts'

let on: Stage
let id: string
let path: string
let bytes: Uint8Array

async function linkTo(stage: Stage, id: string): Promise<string> {
  const reply = await call(stage, 'GET', `/api/exports/${id}/link`)
  const url = new URL(ExportLinks.parse(reply.body).links[0]?.url ?? '')
  return `${url.pathname}${url.search}`
}

type Answer = { status: number; headers: Headers; bytes: Uint8Array; text: string }

/** As a stranger fetches it: no cookie, no token. */
async function fetchAs(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const answer = await on.door.request(`http://localhost${path}`, { method, headers }, undefined)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  return { status: answer.status, headers: answer.headers, bytes, text: new TextDecoder().decode(bytes) }
}

const errorOf = ({ text }: Answer): { code: string; message: string } => JSON.parse(text).error

beforeAll(async () => {
  on = await stage()
  await addUsage(on, 0, 30)
  ;({ id } = await made(on))
  path = await linkTo(on, id)
  ;[bytes = new Uint8Array()] = await filesOf(on, id)
})

describe('a link', () => {
  it('gives the file to whoever has it, without a session', async () => {
    const answer = await fetchAs(path)
    expect(answer.status).toBe(200)
    expect(answer.bytes).toEqual(bytes)
    const said = Object.fromEntries(answer.headers)
    expect(said).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="tallystick-${id}.zip"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'bytes',
      etag: `"${(await view(on, id)).sha256}"`,
    })
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  it('is the same link again for everybody who may see it', async () => {
    expect(await linkTo(on, id)).toBe(path)
  })

  it('tells a HEAD the same without the file, and does not count it', async () => {
    const before = (await view(on, id)).downloads
    const answer = await fetchAs(path, {}, 'HEAD')
    expect([answer.status, answer.bytes.length]).toEqual([200, 0])
    expect(answer.headers.get('etag')).toBe(`"${(await view(on, id)).sha256}"`)
    expect((await view(on, id)).downloads).toBe(before)
  })

  it('is for reading only', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) expect((await fetchAs(path, {}, method)).status).toBe(405)
  })
})

describe('a part of a file', () => {
  it.each([
    ['bytes=0-9', 0, 9],
    ['bytes=100-', 100, undefined],
    ['bytes=-10', -10, undefined],
  ])('%s comes as 206 with its place', async (range, first, last) => {
    const answer = await fetchAs(path, { range })
    const from = first < 0 ? bytes.length + first : first
    const to = last ?? bytes.length - 1
    expect(answer.status).toBe(206)
    expect(answer.headers.get('content-range')).toBe(`bytes ${from}-${to}/${bytes.length}`)
    expect(answer.bytes).toEqual(bytes.slice(from, to + 1))
  })

  it('that lies beyond the end is 416 and not counted', async () => {
    const before = (await view(on, id)).downloads
    const answer = await fetchAs(path, { range: `bytes=${bytes.length}-` })
    expect([answer.status, answer.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`])
    expect((await view(on, id)).downloads).toBe(before)
  })

  it('goes on only in the same file: with another If-Range the whole comes', async () => {
    const etag = `"${(await view(on, id)).sha256}"`
    expect((await fetchAs(path, { range: 'bytes=5-', 'if-range': etag })).status).toBe(206)
    expect((await fetchAs(path, { range: 'bytes=5-', 'if-range': '"other"' })).status).toBe(200)
  })

  it('is not sent again to whoever has the file', async () => {
    const etag = `"${(await view(on, id)).sha256}"`
    const before = (await view(on, id)).downloads
    for (const known of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      expect((await fetchAs(path, { 'if-none-match': known })).status).toBe(304)
    }
    expect((await view(on, id)).downloads).toBe(before)
    expect((await fetchAs(path, { 'if-none-match': '"other"' })).status).toBe(200)
  })
})

describe('a link that we did not sign', () => {
  it('gets one and the same refusal, whatever is wrong with it', async () => {
    const other = await stage()
    await addUsage(other, 0, 5)
    const foreign = await made(other)
    const sha256 = (await view(on, id)).sha256 ?? ''
    const link: Link = { id, key: 1, expires: 4_000_000_000, version: 1, volume: 1 }
    const roots = rootKeys(on.env)
    const none = `exp_${'0'.repeat(26)}`
    const table: [string, string][] = [
      ['no query', `/e/${id}`],
      ['an unknown export', path.replace(id, none)],
      ['an id of another form', path.replace(id, 'exp_x')],
      ["another tenant's export", path.replace(id, foreign.id)],
      ['a later expiry', path.replace(/e=\d+/, 'e=4000000000')],
      ['another version', path.replace('v=1', 'v=2')],
      ['a volume that there is not', path.replace('n=1', 'n=2')],
      ['a changed MAC', `${path.slice(0, -43)}${'A'.repeat(43)}`],
      ['more behind it', `${path}&x=1`],
      ['a slash behind the id', path.replace('?', '/?')],
      ['a MAC under a tenant that does not own it', await signedPath(roots, link, { tenant: other.tenant, sha256 })],
      ['a MAC over another file', await signedPath(roots, link, { tenant: on.tenant, sha256: 'ab'.repeat(32) })],
    ]
    const answers: string[] = []
    for (const [name, path] of table) {
      const answer = await fetchAs(path)
      if (name === 'a slash behind the id') {
        expect(answer.status).toBe(404)
        continue
      }
      expect([name, answer.status, errorOf(answer).code]).toEqual([name, 403, 'export_link'])
      answers.push(answer.text.replace(/req_\w+/, ''))
      expect([...answer.headers.keys()]).not.toContain('etag')
    }
    expect(new Set(answers).size).toBe(1)
  })

  it('is not made good by being signed in as the owner', async () => {
    const reply = await call(on, 'GET', path.replace('v=1', 'v=2'))
    expect([reply.status, code(reply)]).toEqual([403, 'export_link'])
  })
})

/** An export of its own, for what ends it. */
async function another(body: Parameters<typeof made>[1] = {}): Promise<{ id: string; path: string }> {
  const { id } = await made(on, body)
  return { id, path: await linkTo(on, id) }
}

describe('a link that does not open any more', () => {
  it('says that the export was revoked', async () => {
    const { id, path } = await another()
    expect((await fetchAs(path)).status).toBe(200)
    await call(on, 'POST', `/api/exports/${id}/revoke`)
    const answer = await fetchAs(path)
    expect([answer.status, errorOf(answer).message]).toEqual([410, expect.stringContaining('revoked')])
    expect(errorOf(await fetchAs(path.replace('v=1', 'v=2'))).code).toBe('export_link')
  })

  it('says that a newer one replaced it, and the newer one opens', async () => {
    const { id, path } = await another()
    const reply = await call(on, 'POST', `/api/exports/${id}/link`, { expires_in_days: 2 })
    const [newer] = ExportLinks.parse(reply.body).links
    const answer = await fetchAs(path)
    expect([answer.status, errorOf(answer).message]).toEqual([410, expect.stringContaining('newer link')])
    expect((await fetchAs(newer?.url.replace('http://localhost', '') ?? '')).status).toBe(200)
  })

  it('says that it has expired', async () => {
    const { id, path } = await another()
    const past = '2026-01-01T00:00:00.000Z'
    await on.env.TENANTS_US.prepare('UPDATE export SET expires_at = ? WHERE id = ?').bind(past, id).run()
    const answer = await fetchAs(path)
    expect([answer.status, errorOf(answer).message]).toEqual([410, expect.stringContaining('expired')])
    expect((await view(on, id)).state).toBe('expired')
    expect((await call(on, 'GET', `/api/exports/${id}/link`)).status).toBe(410)
  })

  it('by its own time is expired too, whatever the row says', async () => {
    const sha256 = (await view(on, id)).sha256 ?? ''
    const link: Link = { id, key: 1, expires: 1_700_000_000, version: 1, volume: 1 }
    const answer = await fetchAs(await signedPath(rootKeys(on.env), link, { tenant: on.tenant, sha256 }))
    expect([answer.status, errorOf(answer).code]).toEqual([410, 'export_gone'])
  })

  it('says that its file is gone', async () => {
    const { id, path } = await another()
    const { objects } = await on.env.EXPORTS_US.list({ prefix: `${on.tenant}/${id}/` })
    await on.env.EXPORTS_US.delete(objects.map(({ key }) => key))
    const answer = await fetchAs(path)
    expect([answer.status, errorOf(answer).message]).toEqual([410, expect.stringContaining('gone')])
    expect((await view(on, id)).downloads).toBe(0)
  })
})

describe('a limit of downloads', () => {
  it('is exact, however many come at once', async () => {
    const { id, path } = await another({ max_downloads: 3 })
    const answers = await Promise.all(Array.from({ length: 12 }, () => fetchAs(path)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3)
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(9)
    expect((await view(on, id)).downloads).toBe(3)
    expect(errorOf(await fetchAs(path, { range: 'bytes=0-0' })).message).toContain('used as often')
    expect((await fetchAs(path, {}, 'HEAD')).status).toBe(410)
  })

  it('begins anew with a new link, while all downloads stay counted', async () => {
    const { id, path } = await another({ max_downloads: 1 })
    await fetchAs(path)
    expect((await fetchAs(path)).status).toBe(410)
    const reply = await call(on, 'POST', `/api/exports/${id}/link`, { max_downloads: 1 })
    const newer = ExportLinks.parse(reply.body).links[0]?.url.replace('http://localhost', '') ?? ''
    expect([(await fetchAs(newer)).status, (await fetchAs(newer)).status]).toEqual([200, 410])
    expect((await view(on, id)).downloads).toBe(2)
  })
})

describe('every download', () => {
  it('is a record: which file, which part, by what, and nobody named in the clear', async () => {
    const { id, path } = await another()
    const agent = 'curl/8.9 (canary)'
    await fetchAs(path, { 'user-agent': agent, range: 'bytes=2-5' })
    await fetchAs(path, {}, 'HEAD')
    const { size } = await ledger(on.tenant).state()
    const records = await ledger(on.tenant).records(0, size - 1)
    const mine = records
      .map(({ text }) => JSON.parse(text))
      .filter(({ kind, data }) => kind === 'download' && data.export === id)
    expect(mine).toHaveLength(1)
    expect(mine[0].data).toEqual({
      action: 'downloaded',
      export: id,
      volume: 1,
      link_version: 1,
      sha256: (await view(on, id)).sha256,
      range: { first: 2, last: 5 },
    })
    expect(mine[0].sealed.fields).toEqual(['user_agent'])
    expect(records.map(({ text }) => text).join()).not.toContain('canary')
  })

  it('is listed with its time and part', async () => {
    const { id, path } = await another()
    await fetchAs(path)
    await fetchAs(path, { range: 'bytes=0-0' })
    const reply = await call(on, 'GET', `/api/exports/${id}/downloads`)
    expect(reply.body).toMatchObject({
      downloads: [
        { volume: 1, link_version: 1, range: { first: 0, last: 0 } },
        { volume: 1, link_version: 1, range: null },
      ],
      next_cursor: null,
    })
    expect((await view(on, id)).last_download).not.toBeNull()
  })
})

it('a stranger without the link learns nothing from the API', async () => {
  const stranger = new Browser()
  for (const path of [`/api/exports/${id}`, `/api/exports/${id}/link`, '/api/exports']) {
    expect((await call(on, 'GET', path, undefined, stranger)).status).toBe(401)
  }
})
