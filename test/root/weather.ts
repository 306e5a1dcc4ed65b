// Bad weather between the root log object and its archive, call by call, as the ledger object's tests have it.
import { runInDurableObject } from 'cloudflare:test'
import type { RootLog } from '../../worker/root/root-log.ts'
import { bucketUnder, type Call, Lost, type Through, type Weather } from '../tenant/outage.ts'
import { rootLog } from './judge.ts'

type Opened = { env: Env }

/** Runs `work` inside the object while its archive suffers the weather, with other settings where `more` has some. Returns the calls made. */
export async function underRoot(
  weather: Weather,
  work: (instance: RootLog, state: DurableObjectState) => Promise<unknown>,
  more: Partial<Env> = {},
): Promise<Call[]> {
  const calls: Call[] = []
  const through: Through = async (method, call) => {
    const made: Call = { n: calls.length, binding: 'archive', method }
    calls.push(made)
    const fate = weather(made)
    if (fate === 'fail') throw new Lost()
    const result = await call()
    if (fate === 'fail but persisted') throw new Lost()
    return result
  }
  await runInDurableObject(rootLog(), async (instance, state) => {
    const opened = instance as unknown as Opened // env is protected; only tests reach in
    const { env } = opened
    opened.env = { ...env, LEDGER_US: bucketUnder(env.LEDGER_US, through), ...more }
    try {
      await work(instance, state)
    } finally {
      opened.env = env
    }
  })
  return calls
}

export const clear: Weather = () => undefined
