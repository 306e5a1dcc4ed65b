// Runs the comparison of two checkpoints; closing the dialog ends it.
import { type Between, verifyBetween } from '../../verify/between.ts'
import { betweenSource } from './between-source.ts'
import { useSteps } from './use-steps.ts'

export function useBetweenCheck(onDone: () => void) {
  const check = useSteps(onDone)
  const run = (between: Between) => check.run((signal) => verifyBetween(between, betweenSource(signal), localStorage))
  return { ...check, run }
}
