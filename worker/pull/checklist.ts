// What a validation found, as a connection keeps it: the state it begins with and what it opens.

/** `working`: every line of the checklist can be read; the newer reports are a gain, not a need. `checklist` is our own JSON of the probe report. */
export function checklistState(checklist: string): 'working' | 'partial' {
  const items = JSON.parse(checklist) as { id: string; state: string }[]
  return items.every(({ id, state }) => state === 'ok' || state === 'empty' || id === 'analytics' || id === 'read_only')
    ? 'working'
    : 'partial'
}
