// Everything that is stored anywhere, as text: what a stranger would find who got hold of all of it.
import { listDurableObjectIds, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'

/** Bytes one to one as characters, so that a search finds text in them. */
const latin1 = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join('')

const flat = (value: unknown): string =>
  JSON.stringify(value, (_, member) => (member instanceof ArrayBuffer ? latin1(member) : member)) ?? ''

const NAMES =
  "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'"

async function dumpD1(db: D1Database): Promise<string[]> {
  const { results } = await db.prepare(NAMES).all<{ name: string }>()
  return Promise.all(results.map(async ({ name }) => flat((await db.prepare(`SELECT * FROM "${name}"`).all()).results)))
}

async function dumpBucket(bucket: R2Bucket): Promise<string[]> {
  const all: string[] = []
  let cursor: string | undefined
  do {
    const page = await bucket.list({
      include: ['customMetadata', 'httpMetadata'],
      ...(cursor !== undefined && { cursor }),
    })
    for (const { key, customMetadata } of page.objects) {
      const object = await bucket.get(key)
      all.push(key, flat(customMetadata), latin1((await object?.arrayBuffer()) ?? new ArrayBuffer(0)))
    }
    cursor = page.truncated ? page.cursor : undefined
  } while (cursor !== undefined)
  return all
}

async function dumpObjects(namespace: DurableObjectNamespace<undefined>): Promise<string[]> {
  const all: string[] = []
  for (const id of await listDurableObjectIds(namespace)) {
    all.push(
      await runInDurableObject(namespace.get(id), async (_, { storage }) => {
        const tables = storage.sql.exec<{ name: string }>(NAMES).toArray()
        const rows = tables.map(({ name }) => flat(storage.sql.exec(`SELECT * FROM "${name}"`).toArray()))
        return [...rows, flat([...(await storage.list())])].join('\n')
      }),
    )
  }
  return all
}

/** All rows of all databases and objects, all names and bytes of all buckets. */
export async function dumpEverything(): Promise<string[]> {
  const databases = [env.CONTROL, env.TENANTS_US, env.TENANTS_EU].map(dumpD1)
  const { VAULT_US, VAULT_EU, LEDGER_US, LEDGER_EU, EXPORTS_US, EXPORTS_EU } = env
  const buckets = [VAULT_US, VAULT_EU, LEDGER_US, LEDGER_EU, EXPORTS_US, EXPORTS_EU].map(dumpBucket)
  // The three classes differ in their methods only; here both are just objects with storage.
  const namespaces = [
    env.TENANT_LEDGER,
    env.CONNECTION_DRAFT,
    env.ROOT_LOG,
  ] as unknown as DurableObjectNamespace<undefined>[]
  return (await Promise.all([...databases, ...buckets, ...namespaces.map(dumpObjects)])).flat()
}
