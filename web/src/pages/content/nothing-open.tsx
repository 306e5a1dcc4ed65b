// In place of a transcript while no chat is open: what is captured, and what never is.
import type { ContentSummary } from '../../../../worker/http/schemas/content.ts'
import { count } from '../../format.ts'
import { day } from '../../time.ts'
import { Note } from '../../ui/feedback.tsx'
import { Kbd } from '../../ui/marks.tsx'
import { Facts, PageHead } from '../../ui/page.tsx'
import { bytesWords } from '../exports/size.ts'

export function NothingOpen({ summary }: { summary: ContentSummary }) {
  const { chats, messages, without_text, erased, deleted_at_vendor, first, last, bytes, not_captured } = summary
  return (
    <section className="chat p2" aria-label="What is captured">
      <PageHead title="Content">
        Choose a chat. Personal data is masked until you reveal it, and each reveal is a record.
      </PageHead>
      {summary.connected ? null : (
        <div className="mb-4">
          <Note tone="warn" title="No Compliance Access Key is connected any more.">
            What was captured before stays here; nothing new comes.
          </Note>
        </div>
      )}
      <Facts
        items={[
          ['Chats', count(chats)],
          ['Messages', `${count(messages)} with text, ${bytesWords(bytes)}`],
          ...(first !== null && last !== null
            ? ([['From, to', `${day(first.slice(0, 10))} – ${day(last.slice(0, 10))}`]] as const)
            : []),
          ['Without text', `${count(without_text)} messages that the vendor lists without any`],
          ['Deleted there', `${count(deleted_at_vendor)} chats were deleted at the vendor; what was captured stays`],
          ['Erased here', `${count(erased)} texts`],
        ]}
      />
      {not_captured.length > 0 ? (
        <>
          <h2 className="mt-6 mb-1">Never captured</h2>
          <ul className="small sub stack s1">
            {not_captured.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </>
      ) : null}
      <p className="small dim mt-6">
        <Kbd>j</Kbd> <Kbd>k</Kbd> move, <Kbd>Enter</Kbd> open, <Kbd>Esc</Kbd> close, <Kbd>/</Kbd> search words
      </p>
    </section>
  )
}
