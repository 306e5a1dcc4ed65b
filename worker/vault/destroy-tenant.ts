// Every key and sealed object of a tenant, destroyed for good: first the mark that nothing is made again, last the key under the root log's label.
import { erasedMark, type Vault } from './keys.ts'

/** What lies in the vault bucket by tenant, texts aside (blob.ts): sealed under the tenant's key, all of it. */
const FOLDERS = ['credentials', 'quarantine', 'receipts', 'alerts', 'directory', 'search-keys', 'turns']
const placesOf = ({ tenant }: Vault): string[] => [
  ...FOLDERS.map((folder) => `${folder}/${tenant}`),
  `keys/${tenant}/`,
  `content/${tenant}/`,
]
/** Ids of subjects' keys that a certificate names one by one. */
const NAMED = 100

async function* listed(bucket: R2Bucket, prefix: string): AsyncGenerator<string[]> {
  let cursor: string | undefined
  do {
    const page: R2Objects = await bucket.list({ prefix, ...(cursor !== undefined && { cursor }) })
    if (page.objects.length > 0) yield page.objects.map(({ key }) => key)
    cursor = page.truncated ? page.cursor : undefined
  } while (cursor !== undefined)
}

/** How many keys there are, and the places of the first: `tenant`, `blinding`, `sub/<subject>`. */
export async function tenantKeyIds({ bucket, tenant }: Vault): Promise<{ named: string[]; count: number }> {
  const prefix = `keys/${tenant}/`
  const named: string[] = []
  let count = 0
  for await (const keys of listed(bucket, prefix)) {
    count += keys.length
    named.push(...keys.slice(0, NAMED - named.length).map((key) => key.slice(prefix.length)))
  }
  return { named, count }
}

/** Destroys all but the texts, which nothing opens then. Doing it twice, or the rest of it after a death, is fine. */
export async function destroyTenant(vault: Vault): Promise<void> {
  const { bucket, tenant } = vault
  await bucket.put(erasedMark(tenant), new Uint8Array(0))
  const [own, blinding] = [`keys/${tenant}/tenant`, `keys/${tenant}/blinding`]
  await deleteAll(bucket, `keys/${tenant}/sub/`)
  await bucket.delete([own])
  for (const folder of FOLDERS) await deleteAll(bucket, `${folder}/${tenant}`)
  await bucket.delete([blinding])
  await deleteAll(bucket, `keys/${tenant}/`)
  vault.forgetAll()
}

async function deleteAll(bucket: R2Bucket, prefix: string): Promise<void> {
  for (;;) {
    const { objects } = await bucket.list({ prefix })
    if (objects.length === 0) return
    await bucket.delete(objects.map(({ key }) => key))
  }
}

/** The first place where something of the tenant still lies, or undefined. */
export async function leftOfTenant(vault: Vault): Promise<string | undefined> {
  for (const prefix of placesOf(vault)) {
    const { objects } = await vault.bucket.list({ prefix, limit: 1 })
    if (objects.length > 0) return prefix.slice(0, prefix.indexOf('/'))
  }
  return undefined
}
