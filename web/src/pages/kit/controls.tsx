// Buttons, fields, choices, tabs, dialogs, menus of the kit page.
import { useState } from 'react'
import { Button, ButtonLink, IconButton } from '../../ui/button.tsx'
import { Check, RadioGroup, Switch } from '../../ui/choice.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { Field, Input, Select, TextArea } from '../../ui/field.tsx'
import { Menu, Tooltip } from '../../ui/float.tsx'
import { Panel } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { toast } from '../../ui/toast.tsx'

export function KitControls() {
  return (
    <div className="grid2 section">
      <Panel title="Buttons">
        <KitButtons />
      </Panel>
      <Panel title="Fields">
        <KitFields />
      </Panel>
    </div>
  )
}

function KitButtons() {
  const [asking, setAsking] = useState(false)
  const [on, setOn] = useState(true)
  const [pick, setPick] = useState<'masked' | 'revealed'>('masked')
  const [tab, setTab] = useState<'model' | 'key' | 'person'>('model')
  return (
    <div className="stack s4">
      <div className="row wrap">
        <Button
          kind="primary"
          icon="exports"
          onClick={() => void toast('Identity linked to Nadia Farouk', { undo: () => {} })}
        >
          Show toast
        </Button>
        <ButtonLink to="/ledger">Open the ledger</ButtonLink>
        <Button kind="ghost">Cancel</Button>
        <Button kind="danger" onClick={() => setAsking(true)}>
          Erase personal data…
        </Button>
        <Button kind="danger-solid">Destroy key</Button>
      </div>
      <div className="row wrap">
        <Button why="Try the key first">Connect</Button>
        <Button kind="primary" busy>
          Make export
        </Button>
        <Button size="sm" icon="download">
          CSV
        </Button>
        <Tooltip text="Reads the record again and checks it here">
          <Button size="sm" icon="again">
            Verify
          </Button>
        </Tooltip>
        <Menu
          label="More"
          trigger={<IconButton icon="more" name="More" />}
          items={[
            { label: 'Pause', icon: 'pause', onSelect: () => {} },
            { label: 'Replace key', icon: 'key', end: 'k', onSelect: () => {} },
            '-',
            { label: 'Disconnect…', danger: true, onSelect: () => {} },
          ]}
        />
      </div>
      <div className="row wrap gap-6">
        <Switch checked={on} onChange={setOn} label="Single keys" />
        <Switch checked={false} onChange={() => {}} label="Off" />
        <Check label="Include content" hint="Needs a grant" defaultChecked />
        <Check label="Not now" />
      </div>
      <RadioGroup
        legend="Personal fields"
        value={pick}
        onChange={setPick}
        options={[
          { value: 'masked', label: 'Masked', hint: 'Names and addresses stay sealed' },
          { value: 'revealed', label: 'Revealed' },
        ]}
      />
      <div>
        <Tabs
          label="Breakdown"
          value={tab}
          onChange={setTab}
          items={[
            { value: 'model', label: 'Model', count: 7 },
            { value: 'key', label: 'Key' },
            { value: 'person', label: 'Person' },
          ]}
        >
          <p className="sub">By {tab}</p>
        </Tabs>
      </div>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => setAsking(false)}
        title="Erase the personal data of Nadia Farouk?"
        action="Destroy key"
        type="Nadia Farouk"
        written={'{ kind: "erasure", subject: "sub_01jc…x9ke" }'}
      >
        <p>
          Her name, address and 212 texts can never be read again, by anyone. The records, their hashes and every proof
          stay.
        </p>
      </ConfirmDialog>
    </div>
  )
}

function KitFields() {
  return (
    <div className="stack s4">
      <div className="grid2 gap-4">
        <Field label="Name">{(control) => <Input {...control} defaultValue="Q4 access review" />}</Field>
        <Field label="Ends" hint="4 Dec 2026, 14:30 UTC">
          {(control) => (
            <Select
              {...control}
              options={[
                { value: '14', label: '14 days' },
                { value: '30', label: '30 days' },
              ]}
            />
          )}
        </Field>
        <Field
          label="Key"
          end={<a href="#main">Where to find it</a>}
          error="This is a project key. Costs need an admin key."
        >
          {(control) => <Input {...control} mono defaultValue="sk-proj-••••w9Lc" />}
        </Field>
        <Field label="Set by your organization">{(control) => <Input {...control} disabled defaultValue="eu" />}</Field>
      </div>
      <Field label="Reason" hint="It is written into the record.">
        {(control) => <TextArea {...control} placeholder="Matter 2026-11" />}
      </Field>
    </div>
  )
}
