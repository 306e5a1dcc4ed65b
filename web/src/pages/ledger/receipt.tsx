// "Check a receipt": somebody gives back their half of the stick, and this browser shows whether it still fits.
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { Steps, VerdictReport } from '../../records/steps.tsx'
import { useMay } from '../../shell/may.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorPanel, Note } from '../../ui/feedback.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { Panel } from '../../ui/page.tsx'
import { receiptVerdict } from './receipt-check.ts'
import { longestReceipt } from './receipt-text.ts'
import { useReceiptCheck } from './use-receipt-check.ts'

/** `onDone`: a key may have been pinned, so the page reads again what this browser remembers. */
export function CheckReceipt({ onDone }: { onDone: () => void }) {
  const [text, setText] = useState('')
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  // The mails lead here; the panel comes after the ledger was read, when the browser has looked for it already.
  useEffect(() => {
    if (location.hash === '#receipt') panel.current?.scrollIntoView()
  }, [])
  const maySet = useMay('read:settings')
  const check = useReceiptCheck(onDone)
  const take = async (file: File | undefined) => {
    if (file === undefined) return
    const given = file.size > longestReceipt ? '' : await file.text()
    setText(given)
    check.run(given)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  return (
    <div id="receipt" ref={panel}>
      <Panel
        section
        title="Check a receipt"
        sub="A receipt is a signed checkpoint that you kept: your half of the stick. This browser checks that the ledger still begins with everything it covers."
      >
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one of three ways, the two others have controls */}
        <div
          className="stack s4 receipt-drop"
          data-over={over}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <form
            className="stack s3"
            onSubmit={(event) => {
              event.preventDefault()
              check.run(text)
            }}
          >
            <Field label="Receipt" hint="Drop the file here, or paste it, the whole mail, or the webhook’s JSON.">
              {(control) => (
                <TextArea
                  {...control}
                  mono
                  rows={5}
                  spellCheck={false}
                  autoComplete="off"
                  value={text}
                  onChange={(event) => {
                    setText(event.target.value)
                    check.reset()
                  }}
                />
              )}
            </Field>
            <div className="row wrap">
              <Button type="submit" icon="check" busy={check.state === 'running'} disabled={text.trim() === ''}>
                Check receipt
              </Button>
              <Button onClick={() => input.current?.click()}>Choose a file</Button>
              <input
                ref={input}
                type="file"
                className="sr"
                tabIndex={-1}
                aria-label="Receipt file"
                accept=".txt,.json,.eml,text/plain,application/json"
                onChange={(event) => {
                  void take(event.target.files?.[0])
                  event.target.value = ''
                }}
              />
              {maySet ? (
                <ButtonLink to="/settings" search={{ part: 'receipts' }}>
                  Have receipts sent
                </ButtonLink>
              ) : null}
            </div>
          </form>
          {check.state === 'no_receipt' ? <NoReceipt /> : null}
          {check.state === 'running' ? <Steps steps={check.steps} running /> : null}
          {check.state === 'unanswered' ? (
            <ErrorPanel error={check.error} what="The proof" onRetry={() => check.run(text)} />
          ) : null}
          {check.state === 'done' ? <VerdictReport verdict={receiptVerdict(check.steps)} steps={check.steps} /> : null}
        </div>
      </Panel>
    </div>
  )
}

function NoReceipt() {
  return (
    <Note tone="warn" title="There is no receipt in this." live>
      A receipt holds a line that ends in the id of the ledger, a number, a hash, and a line that begins with a dash and
      holds the signature. Take the attached file, or the mail as a whole.
    </Note>
  )
}
