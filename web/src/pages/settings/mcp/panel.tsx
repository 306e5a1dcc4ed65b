// Settings → Integrations → Claude MCP: its address, how it is set up, whether a first turn came, and who is connected.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '../../../shell/may.ts'
import { moment } from '../../../time.ts'
import { ErrorPanel, Note } from '../../../ui/feedback.tsx'
import { Field, Input, TextArea } from '../../../ui/field.tsx'
import { CopyTextButton } from '../../../ui/hash.tsx'
import { Panel } from '../../../ui/page.tsx'
import { SkeletonRows, Waiting } from '../../../ui/skeleton.tsx'
import { PeopleTable } from './people-table.tsx'
import { type ConnectedPerson, type McpSettings, mcpQuery } from './queries.ts'
import { RevokePerson } from './revoke-person.tsx'
import { Steps } from './steps.tsx'

export function McpPanel() {
  const may = useMay('read:settings')
  return may ? <Opened /> : null
}

function Opened() {
  const settings = useQuery(mcpQuery)
  const may = useMay('write:settings')
  const [gone, setGone] = useState<ConnectedPerson | null>(null)
  const { data } = settings
  return (
    <Panel
      title="Claude MCP"
      section
      sub="People add Tallystick in Claude as a connector. Claude then reports one line about each turn: what it was about, which model, how many tokens. Conversations stay where they are."
    >
      {settings.error && !data ? (
        <ErrorPanel what="The connector" error={settings.error} onRetry={() => void settings.refetch()} />
      ) : null}
      <Waiting waiting={settings.isPending} skeleton={<SkeletonRows rows={5} />}>
        {() =>
          data ? (
            <div className="stack s6">
              <Arrived first={data.first_turn} />
              <div className="read stack s6">
                <Addresses settings={data} />
                <Steps />
              </div>
              <PeopleTable people={data.people} may={may} onRevoke={setGone} />
            </div>
          ) : null
        }
      </Waiting>
      {gone ? <RevokePerson person={gone} onClose={() => setGone(null)} /> : null}
    </Panel>
  )
}

function Arrived({ first }: { first: McpSettings['first_turn'] }) {
  if (first === null) {
    return (
      <Note title="No turn has arrived yet." live>
        Set it up below and ask Claude anything. The first turn shows here within seconds.
      </Note>
    )
  }
  return (
    <Note tone="ok" title="Turns arrive." live>
      The first came on {moment(first.at)} and is record {first.seq}.
    </Note>
  )
}

function Addresses({ settings }: { settings: McpSettings }) {
  return (
    <>
      <Field label="Connector address" end={<CopyTextButton value={settings.url}>Copy address</CopyTextButton>}>
        {(control) => (
          <Input {...control} mono readOnly value={settings.url} onFocus={(event) => event.target.select()} />
        )}
      </Field>
      <Field
        label="Instruction for a shared project"
        hint="Paste it into the instructions of the projects that your people share: without it Claude reports only when asked."
        end={<CopyTextButton value={settings.instruction}>Copy instruction</CopyTextButton>}
      >
        {(control) => <TextArea {...control} readOnly rows={4} value={settings.instruction} />}
      </Field>
      <Field
        label="Address for agents that read the ledger"
        hint="For your own agents, with an API token or by signing in. Read only."
        end={<CopyTextButton value={settings.admin_url}>Copy address</CopyTextButton>}
      >
        {(control) => <Input {...control} mono readOnly value={settings.admin_url} />}
      </Field>
    </>
  )
}
