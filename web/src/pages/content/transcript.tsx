// The open chat: head, notes, messages oldest first, and what stands beside them. Masked unless a reveal is in force.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RevealAnswer } from '../../../../worker/http/schemas/content.ts'
import { ApiError } from '../../api/client.ts'
import { passagesIn } from '../../content/mark-words.ts'
import { chatQuery } from '../../content/queries.ts'
import { firstName } from '../../content/who.ts'
import { Failed } from '../../figures/failed.tsx'
import { useProofOf } from '../../records/proof-of.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { ChatHead } from './chat-head.tsx'
import { ChatNotes } from './chat-notes.tsx'
import { MessageRow } from './message-row.tsx'
import { AskedNote, Revealed, RevealSwitch } from './reveal-bar.tsx'
import { RevealDialog } from './reveal-dialog.tsx'
import { type Reveal, useAsked, type useReveals } from './reveals.ts'
import { ChatSide } from './side.tsx'
import { beginsDay, isChoosable, marksOf } from './transcript-parts.ts'

interface Props {
  id: string
  record: number | undefined
  reveals: ReturnType<typeof useReveals>
}

export function Transcript({ id, record, reveals }: Props) {
  const proofOf = useProofOf()
  const reveal = reveals.of(id)
  // The masked text stays in its place until the revealed one is here.
  const query = useInfiniteQuery({
    ...chatQuery(id, reveal?.id),
    ...(reveal ? { placeholderData: keepPreviousData } : {}),
  })
  const [chosen, setChosen] = useState<readonly number[]>([])
  const [asking, setAsking] = useState(false)
  const { asked, keep } = useAsked(id)
  const pages = query.data?.pages
  const detail = pages?.[0]
  const messages = pages?.flatMap((page) => page.messages) ?? []
  const marks = marksOf(pages ?? [])
  if (query.error instanceof ApiError && query.error.status === 404) return <NoSuchChat />
  if (query.isError && !detail) {
    return <Failed error={query.error} what="This chat" onRetry={() => void query.refetch()} />
  }
  const end = () => reveals.mask(id)
  const begin = (one: Reveal) => {
    setChosen([])
    reveals.set(id, one)
  }
  const answered = (answer: RevealAnswer, of: readonly number[] | null) => {
    setAsking(false)
    if (answer.state === 'revealed' && answer.until !== null) begin({ id: answer.id, until: answer.until })
    else if (answer.approval !== null) keep({ approval: answer.approval, messages: of })
  }
  const author = firstName(detail?.chat.person ?? null)
  return (
    <>
      <section className="chat" aria-label="Transcript">
        <Waiting waiting={detail === undefined} skeleton={<SkeletonRows rows={10} />}>
          {() =>
            detail === undefined ? null : (
              <>
                <ChatHead
                  chat={detail.chat}
                  reveal={
                    reveal ? (
                      <Revealed key={reveal.id} until={reveal.until} onEnd={end} />
                    ) : (
                      <RevealSwitch
                        onReveal={() => setAsking(true)}
                        why={marks.length === 0 ? 'Nothing is masked here' : asked ? 'A wish waits already' : undefined}
                      />
                    )
                  }
                />
                {asked && !reveal ? (
                  <div className="chat-notes">
                    <AskedNote chat={id} asked={asked} onRevealed={begin} onForget={() => keep(null)} />
                  </div>
                ) : null}
                <ChatNotes chat={detail.chat} />
                <div className="messages" data-picking={chosen.length > 0}>
                  {messages.map((message, index) => (
                    <MessageRow
                      key={message.seq}
                      message={message}
                      author={author}
                      newDay={beginsDay(messages, index)}
                      proof={proofOf(message.seq)}
                      open={message.seq === record}
                      chosen={!reveal && isChoosable(message) ? chosen.includes(message.seq) : undefined}
                      onChoose={(on) =>
                        setChosen(on ? [...chosen, message.seq] : chosen.filter((seq) => seq !== message.seq))
                      }
                    />
                  ))}
                </div>
                {messages.length === 0 ? <p className="sub mt-4">No message of this chat was captured.</p> : null}
                {query.hasNextPage ? (
                  <Button
                    kind="ghost"
                    icon="down"
                    busy={query.isFetchingNextPage}
                    onClick={() => void query.fetchNextPage()}
                  >
                    More messages
                  </Button>
                ) : null}
                {asking ? (
                  <RevealDialog
                    chat={detail.chat}
                    passages={passagesIn(marks)}
                    chosen={messages.filter(({ seq }) => chosen.includes(seq))}
                    onClose={() => setAsking(false)}
                    onAnswer={answered}
                  />
                ) : null}
              </>
            )
          }
        </Waiting>
      </section>
      {detail ? <ChatSide marks={marks} custody={detail.custody} revealed={reveal !== undefined} /> : null}
    </>
  )
}

function NoSuchChat() {
  return (
    <section className="chat">
      <Empty
        icon="content"
        title="There is no such chat here"
        action={<ButtonLink to="/content">See all chats</ButtonLink>}
      >
        No chat of this organization has this address. Check it.
      </Empty>
    </section>
  )
}
