// The processes of the local set-up: started in groups of their own, so that ending one ends all that it started.
import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { createServer } from 'node:net'

const running: ChildProcess[] = []

export type Command = { name: string; args: string[]; cwd: string; env?: Record<string, string>; log: string }

/** Starts a tool from node_modules/.bin; everything it prints goes to its log file. */
export function start({ name, args, cwd, env = {}, log }: Command): ChildProcess {
  const child = spawn(name, args, {
    cwd,
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: 'true', NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const out = createWriteStream(log, { flags: 'a' })
  child.stdout.pipe(out)
  child.stderr.pipe(out)
  running.push(child)
  return child
}

/** Runs a tool to its end. Throws with the log's place when it fails. */
export function run(command: Command): Promise<void> {
  const child = start(command)
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('exit', (code) => {
      running.splice(running.indexOf(child), 1)
      if (code === 0) done()
      else
        fail(new Error(`${command.name} ${command.args.slice(0, 4).join(' ')} ended with ${code}; see ${command.log}`))
    })
  })
}

/** Ends one process and what it started. SIGKILL is how a crash looks. */
export function end(child: ChildProcess, how: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  const { pid } = child
  const at = running.indexOf(child)
  if (at >= 0) running.splice(at, 1)
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null || pid === undefined) return done()
    child.on('exit', () => done())
    signal(pid, how)
    setTimeout(() => signal(pid, 'SIGKILL'), 4000).unref()
  })
}

/** Ends every process that was started here, and what those started, then waits until they are gone. */
export async function endAll(): Promise<void> {
  await Promise.all([...running].map((child) => end(child)))
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name) // the whole group: wrangler starts workerd
  } catch {
    // It ended by itself meanwhile.
  }
}

/** A free port of the loopback interface. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.on('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address !== null ? done(address.port) : fail(new Error('no port')),
      )
    })
  })
}

/** Waits until a URL answers below 500. */
export async function answers(url: string, seconds: number, what: string): Promise<void> {
  const until = Date.now() + seconds * 1000
  for (;;) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5000) })
      await response.body?.cancel()
      if (response.status < 500) return
    } catch {
      // Not up yet.
    }
    if (Date.now() > until) throw new Error(`${what} does not answer at ${url} after ${seconds} s`)
    await new Promise((done) => setTimeout(done, 250))
  }
}
