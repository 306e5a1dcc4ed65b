// The texts of messages in an export: left out, masked or as they were written; and the documents that are made of them.

import { ReasonField } from '../../content/reason-field.tsx'
import { Check, RadioGroup } from '../../ui/choice.tsx'
import { Note } from '../../ui/feedback.tsx'
import { Field, Input } from '../../ui/field.tsx'
import type { Wish, WishProblems } from './wish.ts'

interface Props {
  wish: Wish
  set: (next: Partial<Wish>) => void
  problems: WishProblems
  tried: boolean
  error: unknown
}

const documents = [
  { value: 'pdf', label: 'PDF', hint: 'Bates-numbered, for people.' },
  { value: 'rsmf', label: 'RSMF 2.0', hint: 'A file a chat and day, for review tools.' },
  { value: 'load_files', label: 'Load files', hint: 'Concordance DAT and Opticon OPT.' },
] as const

export function ReviewFields({ wish, set, problems, tried, error }: Props) {
  const { content, format } = wish
  const made = content !== 'none' && format === 'bundle'
  return (
    <div className="exports-radios exports-three stack s3">
      <RadioGroup
        legend="Texts of chats"
        value={content}
        onChange={(next) => set({ content: next })}
        options={[
          { value: 'none', label: 'Left out', hint: 'Commitments only: nothing to read.' },
          { value: 'masked', label: 'Masked', hint: 'What rules take for personal data gives way to marks.' },
          { value: 'revealed', label: 'As written', hint: 'Asks for a reason, which is recorded.' },
        ]}
      />
      {content === 'revealed' ? (
        <>
          <Note tone="warn" title="Whoever has the link reads and keeps every word.">
            An erasure later ends the link and deletes the file here; it does not reach copies that were fetched.
          </Note>
          <ReasonField value={wish.reason} onChange={(reason) => set({ reason })} tried={tried} error={error} />
        </>
      ) : null}
      {made ? (
        <>
          <fieldset>
            <legend className="label mb-1">Documents beside the bundle</legend>
            {documents.map(({ value, label, hint }) => (
              <Check
                key={value}
                label={label}
                hint={hint}
                checked={wish.documents.includes(value)}
                onChange={(event) =>
                  set({
                    documents: documents
                      .map((one) => one.value)
                      .filter((one) => (one === value ? event.target.checked : wish.documents.includes(one))),
                  })
                }
              />
            ))}
          </fieldset>
          {wish.documents.length > 0 ? (
            <div className="exports-two">
              <Field
                label="Bates prefix"
                hint={`First page: ${wish.prefix}0000001, or the next that was never used.`}
                error={tried ? problems.prefix : undefined}
              >
                {(control) => (
                  <Input
                    {...control}
                    mono
                    maxLength={6}
                    autoCapitalize="characters"
                    value={wish.prefix}
                    onChange={(event) => set({ prefix: event.target.value.toUpperCase() })}
                  />
                )}
              </Field>
              <Field label="Legend" hint="At the foot of every page.">
                {(control) => (
                  <Input
                    {...control}
                    maxLength={60}
                    value={wish.legend}
                    onChange={(event) => set({ legend: event.target.value })}
                  />
                )}
              </Field>
            </div>
          ) : null}
        </>
      ) : null}
      {wish.chats.length > 0 ? (
        <p className="row small">
          Only {wish.chats.length === 1 ? 'one chat' : `${wish.chats.length} chats`} that you chose.
          <button type="button" className="inline-link" onClick={() => set({ chats: [] })}>
            Take all chats
          </button>
        </p>
      ) : null}
    </div>
  )
}
