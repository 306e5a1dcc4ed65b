// The record of a message, a step of custody or a hold, beside the transcript. Keys: j and k go through the messages.
import { Link } from '@tanstack/react-router'
import type { MessageView } from '../../../../worker/http/schemas/content.ts'
import { count } from '../../format.ts'
import { useKeys } from '../../prefs/keys.ts'
import { RecordDrawer } from '../../records/drawer.tsx'
import { Hash } from '../../ui/hash.tsx'
import { Facts } from '../../ui/page.tsx'
import type { ContentSearch, SetSearch } from './search.ts'

interface Props {
  seq: number
  messages: readonly MessageView[]
  search: ContentSearch
  set: SetSearch
}

export function OpenMessage({ seq, messages, search, set }: Props) {
  const at = messages.findIndex((one) => one.seq === seq)
  const message = messages[at]
  const step = (to: MessageView | undefined) => (at >= 0 && to ? () => set({ record: to.seq }) : undefined)
  const [previous, next] = [step(messages[at - 1]), step(messages[at + 1])]
  useKeys({ j: () => next?.(), k: () => previous?.() })
  return (
    <RecordDrawer
      seq={seq}
      onClose={() => set({ record: undefined })}
      onPrevious={previous}
      onNext={next}
      linkTo={(to, words) => (
        <Link to="/content" search={{ ...search, record: to }} resetScroll={false}>
          {words}
        </Link>
      )}
      lead={message ? <TextFacts message={message} /> : null}
    />
  )
}

/** What the record says of its text, for whoever holds the text and wants to compare. */
function TextFacts({ message: { bytes, sha256, commit, model } }: { message: MessageView }) {
  return (
    <section className="stack" aria-label="Its text">
      <h3>Its text</h3>
      <Facts
        items={[
          ['Length', `${count(bytes)} bytes of UTF-8`],
          [
            'SHA-256',
            sha256 === null ? (
              <span key="none" className="dim">
                not in the record: the organization keeps no digest of plain text
              </span>
            ) : (
              <Hash key="sha256" value={sha256} full what="SHA-256 of the text" />
            ),
          ],
          ['Commitment', <Hash key="commit" value={commit} full what="commitment" />],
          ['Model', model ?? '–'],
        ]}
      />
    </section>
  )
}
