// Why there is nothing, in words, for clients that have no screen to say it.
import type { EmptyCause } from '../db/tenant/freshness.ts'

const WORDS: Readonly<Record<EmptyCause, string>> = {
  not_connected:
    'Nothing is connected that this is read from, so the ledger has nothing of it. Connect Anthropic or OpenAI under Settings, Integrations.',
  not_readable: 'The connected key may not read this. Connect one that may under Settings, Integrations.',
  backfill_running: 'The first reading is still under way. Ask again in some minutes.',
  no_data_in_range: 'It was read, and the vendor had nothing of it here.',
  filter_matches_nothing: 'There is something, but nothing of it matches these filters.',
}

/** A sentence for a cause; null where there is something to show. */
export const emptyWords = (cause: EmptyCause | null): string | null => (cause === null ? null : WORDS[cause])
