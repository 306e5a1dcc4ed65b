import { describe, expect, it } from 'vitest'
import { codeOf, folderOf, readSources } from './sources.ts'

const sources = readSources()

/** Higher may import lower and its own level, never the other way (DESIGN section 4). Files directly in worker/ are below all but index.ts. */
const LEVEL: Record<string, number> = {
  ledger: 0,
  insights: 0,
  vendors: 1,
  access: 2,
  chargeback: 2,
  alerts: 2,
  budgets: 2,
  content: 2,
  db: 2,
  erasure: 2,
  export: 2,
  figures: 2,
  mail: 2,
  notify: 2,
  people: 2,
  receipts: 2,
  tenant: 2,
  vault: 2,
  http: 3,
  mcp: 3,
  operator: 3,
  pull: 3,
  reports: 3,
  root: 3,
}
/** Words and the choice of bindings: everybody may use them. */
const GROUND = new Set(['ids.ts', 'region.ts'])

/** What auditors run, carried in every bundle as a text and never as code. */
const isText = (target: string): boolean => /^\.\.\/verifier\/\w+\.(py|md)$/.test(target)

const named = (keep: (source: (typeof sources)[number]) => boolean) => sources.filter(keep).map(({ path }) => path)

describe('the direction of imports', () => {
  it('knows the level of every folder', () => {
    expect(
      [...new Set(sources.map(({ folder }) => folder))].filter((folder) => folder !== '.' && !(folder in LEVEL)),
    ).toEqual([])
  })

  it('goes from higher folders to lower ones', () => {
    const wrong = sources.flatMap(({ path, folder, own }) =>
      own
        .filter((target) => folder !== '.' && !GROUND.has(target) && !isText(target))
        .filter((target) => (LEVEL[folderOf(target)] ?? 9) > (LEVEL[folder] ?? 0))
        .map((target) => `${path} imports ${target}`),
    )
    expect(wrong).toEqual([])
  })

  it('leaves the pure folders without anything of ours and without a platform', () => {
    const wrong = sources
      .filter(({ folder }) => LEVEL[folder] === 0)
      .flatMap(({ path, folder, own, outside }) => [
        ...own.filter((target) => folderOf(target) !== folder).map((target) => `${path} imports ${target}`),
        ...outside.filter((name) => !name.startsWith('@noble/hashes/')).map((name) => `${path} imports ${name}`),
      ])
    expect(wrong).toEqual([])
  })

  it('writes .ts on every import of our own', () => {
    expect(
      sources.flatMap(({ path, own }) =>
        own.filter((target) => !/\.(ts|json)$/.test(target) && !isText(target)).map((target) => `${path}: ${target}`),
      ),
    ).toEqual([])
  })
})

describe('what only one place may do', () => {
  it('calls out from vendors/http.ts, for anchors, to webhooks, and to the mailbox of a local set-up, nowhere else', () => {
    expect(
      named(({ text }) => /(?<![.\w])(globalThis\.)?fetch(\(|\b(?=[;,)]| \?\?|\n))/.test(codeOf(text))).sort(),
    ).toEqual(['mail/send.ts', 'notify/webhook.ts', 'root/anchor/ask.ts', 'vendors/http.ts'])
  })

  it('carries the texts of verifier/ in export/reader-files.ts only', () => {
    expect(named(({ own }) => own.some(isText))).toEqual(['export/reader-files.ts'])
  })

  it('writes records in tenant/append.ts only', () => {
    expect(named(({ text }) => /INSERT\s+(OR\s+\w+\s+)?INTO\s+record\b/i.test(text))).toEqual(['tenant/append.ts'])
  })

  it('names a region’s bindings and the keys of the installation in region.ts only', () => {
    const names =
      /\benv\.(TENANTS_|VAULT_|LEDGER_|EXPORTS_|TENANT_LEDGER|ROOT_|LOG_KEY|ANTHROPIC_BASE_URL|OPENAI_BASE_URL|ANCHOR|OTS_|BITCOIN_|TSA_|WITNESSES)/
    expect(named(({ text }) => names.test(codeOf(text)))).toEqual(['region.ts'])
  })

  it('handles raw keys in the vault only', () => {
    expect(
      named(({ folder, text }) => folder !== 'vault' && /AES-GCM|HKDF|deriveBits|deriveKey/.test(codeOf(text))),
    ).toEqual([])
  })

  it('knows nothing of the simulator', () => {
    expect(named(({ text }) => /simulator|__sim/i.test(codeOf(text)))).toEqual([])
  })
})
