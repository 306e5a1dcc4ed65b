// npm run lock: completes package-lock.json with the platform packages that a registry did not serve when it was written. `npm ci` insists on an
// entry for every optional dependency, also for the ones that this machine would never install.
import { readFileSync, writeFileSync } from 'node:fs'

type Entry = {
  version?: string
  dev?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  optionalDependencies?: Record<string, string>
}
type Lock = { packages: Record<string, Entry> }

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32', 'aix']
const SYSTEM_ALIASES: Record<string, string> = { windows: 'win32', wasm32: 'wasm32' }
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64']

/** Operating system, processor and C library from a platform package's name, as all of these packages are named. */
function platformOf(name: string): Pick<Entry, 'os' | 'cpu' | 'libc'> {
  const words = name.split(/[/-]/)
  const system = words.map((word) => SYSTEM_ALIASES[word] ?? word).find((word) => SYSTEMS.includes(word))
  const processor = words.includes('64') ? 'x64' : PROCESSORS.find((one) => words.includes(one))
  // A package that names no platform of ours (WebAssembly) must not be taken for one that fits everywhere.
  return {
    os: [system ?? 'none'],
    ...(processor !== undefined && { cpu: [processor] }),
    ...(name.includes('musl') && { libc: ['musl'] }),
    ...(name.endsWith('-gnu') && { libc: ['glibc'] }),
  }
}

const file = 'package-lock.json'
const lock = JSON.parse(readFileSync(file, 'utf8')) as Lock // npm's own format
let added = 0
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, spec] of Object.entries(entry.optionalDependencies ?? {})) {
    const places = [`${path}/node_modules/${name}`, `node_modules/${name}`]
    if (path === '' || places.some((place) => lock.packages[place]?.version !== undefined)) continue
    const top = `node_modules/${name}`
    lock.packages[top] = {
      version: spec.replace(/^[\^~]/, ''),
      ...(entry.dev === true && { dev: true }),
      optional: true,
      ...platformOf(name),
    }
    added++
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${added} platform packages added to ${file}`)
