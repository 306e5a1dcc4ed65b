// The four steps of onboarding and where a person stands in them.

export const steps = ['organization', 'connect', 'people', 'done'] as const
export type Step = (typeof steps)[number]

export const stepWords: Record<Step, string> = {
  organization: 'Organization',
  connect: 'Connect',
  people: 'People',
  done: 'Done',
}

/** The step to show: without an organization only the first exists; with one, what the URL says, else Connect. */
export function stepOf(asked: Step | undefined, hasTenant: boolean): Step {
  if (!hasTenant) return 'organization'
  return asked ?? 'connect'
}

/** How a step is drawn beside the current one. Steps may be skipped, so "done" is about the order only. */
export function markOf(step: Step, current: Step): 'done' | 'on' | 'ahead' {
  const [here, there] = [steps.indexOf(current), steps.indexOf(step)]
  return there === here ? 'on' : there < here ? 'done' : 'ahead'
}
