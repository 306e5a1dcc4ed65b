// Places in the root log for tests of the screens.
import type { Anchored } from '../../worker/http/schemas/rootlog.ts'

/** A place over five records whose anchor nobody has promised yet, with what a test says of it. */
export const place = (said: Partial<Anchored> = {}): Anchored => ({
  checkpoint_size: 5,
  checkpoint_at: '2026-11-20T08:00:00.000Z',
  root_index: 11,
  root_size: 12,
  state: 'included',
  since: '2026-11-20T08:00:10.000Z',
  network: 'mainnet',
  calendars: null,
  tokens: 0,
  witnesses: 0,
  ...said,
})
