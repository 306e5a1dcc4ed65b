// The outside world of a Worker test: every fetch goes to a simulator of the test file's own.
import { vi } from 'vitest'
import { createSimulator, type Simulator } from '../simulator/app.ts'
import type { SimulatorOptions } from '../simulator/world.ts'

export function simulateOutside(options: SimulatorOptions = {}): Simulator {
  const simulator = createSimulator(options)
  vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) => simulator.fetch(new Request(input, init)))
  return simulator
}
