// Serves the simulator on a port of this machine: `node test/simulator/serve.ts --port 8788 [--seed 1] [--block-ms 5000] [--chats 600]`.
import { parseArgs } from 'node:util'
import { serve } from '@hono/node-server'
import { createSimulator } from './app.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8788' },
    seed: { type: 'string', default: '1' },
    'block-ms': { type: 'string', default: '5000' },
    chats: { type: 'string', default: '600' },
  },
})
const simulator = createSimulator({
  seed: Number(values.seed),
  blockMs: Number(values['block-ms']),
  chats: Number(values.chats),
})

serve({ fetch: (request) => simulator.fetch(request), port: Number(values.port), hostname: '127.0.0.1' }, (address) => {
  console.log(`simulator listening on http://127.0.0.1:${address.port}`)
})
