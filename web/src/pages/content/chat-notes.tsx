// What a reader must know before the first message: holds, what became of the chat at the vendor, what is not in it.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ChatView } from '../../../../worker/http/schemas/content.ts'
import { holdsQuery } from '../../content/queries.ts'
import { count, plural } from '../../format.ts'
import { day, moment } from '../../time.ts'
import { Note } from '../../ui/feedback.tsx'
import { Icon } from '../../ui/icon.tsx'
import { settingsQuery } from '../settings/organization/queries.ts'

export function ChatNotes({ chat }: { chat: ChatView }) {
  const { deleted_at, emptied, without_text, erased, messages } = chat
  const missing = [
    ...(without_text > 0
      ? [`${plural(without_text, 'further message')} ${without_text === 1 ? 'has' : 'have'} no text at the vendor.`]
      : []),
    ...(erased > 0 && erased < messages ? [`${count(erased)} of ${plural(messages, 'text')} erased.`] : []),
  ]
  return (
    <div className="chat-notes">
      {chat.holds.length > 0 ? <OnHold ids={chat.holds} /> : null}
      {deleted_at === null ? null : (
        <Note title={`Deleted at the vendor on ${moment(deleted_at)}.`}>What was captured before stays here.</Note>
      )}
      {emptied ? (
        <Note title="The vendor gives no text of this chat any more.">
          {messages > 0 ? 'What stands below was captured before.' : 'Nothing of it was captured before.'}
        </Note>
      ) : null}
      {missing.length > 0 ? <p className="small dim">{missing.join(' ')}</p> : null}
    </div>
  )
}

/** One sentence a hold; until their list is read, that there is one. */
function OnHold({ ids }: { ids: readonly string[] }) {
  const holds = useQuery(holdsQuery).data?.holds.filter(({ id }) => ids.includes(id)) ?? []
  const two = useQuery({ ...settingsQuery, retry: false }).data?.second_approver === true
  const until = two ? 'two people release it' : 'it is released'
  if (holds.length === 0) {
    return (
      <HoldNote>
        <b>On legal hold.</b> Nothing here can be erased until {until}.
      </HoldNote>
    )
  }
  return holds.map((hold) => (
    <HoldNote key={hold.id}>
      <b>On legal hold since {day(hold.placed_at.slice(0, 10))}</b>
      {hold.matter === null ? '' : `, matter ${hold.matter}`}. Nothing here can be erased until {until}.{' '}
      {hold.seq === null ? null : (
        <Link
          from="/content"
          to="/content"
          search={(old) => ({ ...old, record: hold.seq ?? undefined })}
          resetScroll={false}
        >{`Hold record ${count(hold.seq)}`}</Link>
      )}
    </HoldNote>
  ))
}

function HoldNote({ children }: { children: React.ReactNode }) {
  return (
    <div className="note info">
      <Icon name="hold" />
      <div className="grow">{children}</div>
    </div>
  )
}
