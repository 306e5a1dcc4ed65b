// What `npm start` can be told.
import { parseArgs } from 'node:util'

export type Options = { port: number; state: string; open: boolean; real: boolean; watch: boolean }

const USAGE = `npm start -- [--port N] [--state DIR] [--no-open] [--real]

  --port N      where the dashboard listens (default 8080)
  --state DIR   where databases, objects and local secrets are kept (default .state)
  --no-open     do not open a browser
  --watch       rebuild and restart the Worker when its source changes
  --real        read the real vendors and seed nothing`

/** Parses the arguments; on a mistake it says what is wrong and ends with status 64. */
export function readOptions(args: string[]): Options {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: 'string', default: '8080' },
        state: { type: 'string', default: '.state' },
        'no-open': { type: 'boolean', default: false },
        real: { type: 'boolean', default: false },
        watch: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) {
      console.log(USAGE)
      process.exit(0)
    }
    const port = Number(values.port)
    if (!Number.isInteger(port) || port < 1 || port > 65_533) throw new Error('--port must be a number from 1 to 65533')
    return { port, state: values.state, open: !values['no-open'], real: values.real, watch: values.watch }
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`)
    process.exit(64)
  }
}
