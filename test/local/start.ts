// npm start: simulator, Worker and dashboard on this machine, a demo organization through the real pipeline, and one line when all is up.
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { arrangeDemo } from './arrange.ts'
import { connectDemo, demoLanded, demoTenant } from './demo.ts'
import { readOptions } from './options.ts'
import { endAll } from './processes.ts'
import { type Stack, startStack } from './stack.ts'

const options = readOptions(process.argv.slice(2))
const began = Date.now()
let stack: Stack | undefined
let ending = false

const say = (text: string): void =>
  console.log(`${String(Math.round((Date.now() - began) / 1000)).padStart(4)} s  ${text}`)

async function end(code: number): Promise<void> {
  if (ending) return
  ending = true
  await (stack === undefined ? endAll() : stack.end())
  process.exit(code)
}
process.on('SIGINT', () => void end(0))
process.on('SIGTERM', () => void end(0))

async function main(): Promise<void> {
  stack = await startStack({ ...options, state: resolve(options.state), say })
  const { url, simulator, secrets, logs } = stack
  const mailbox = `${simulator.url}/mailbox/`
  if (options.real) {
    say(`ready; sign-in mail goes to ${mailbox}, Ctrl-C ends everything`)
    console.log(`tallystick ready ${JSON.stringify({ url, mailbox })}`)
    return
  }
  say('making the demo organization')
  const demo = await demoTenant(url, secrets.OPERATOR_TOKEN)
  await connectDemo(url, demo, simulator.keys, secrets.OPERATOR_TOKEN)
  await demoLanded(url, demo, (words) => say(`reading the vendor: ${words}`))
  await arrangeDemo(url, demo, secrets.OPERATOR_TOKEN)
  const { signIn } = await demoTenant(url, secrets.OPERATOR_TOKEN)
  say('ready; open the sign-in link, Ctrl-C ends everything')
  console.log(`\n  dashboard  ${url}\n  sign in    ${signIn}\n  mailbox    ${mailbox}\n  logs       ${logs}\n`)
  console.log(`tallystick ready ${JSON.stringify({ url, signIn, token: demo.token, tenant: demo.tenant })}`)
  if (options.open) openBrowser(signIn)
}

function openBrowser(link: string): void {
  const command = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open'
  const child = spawn(command, [link], { stdio: 'ignore', detached: true })
  child.on('error', () => undefined) // no browser here: the link is printed
  child.unref()
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error)
  void end(1)
})
