// Which mail domains of the organization are one, so that one human with an address at each is one person.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Field, Input } from '../../../ui/field.tsx'
import { FormError, GroupError } from '../../../ui/form-error.tsx'
import { Panel } from '../../../ui/page.tsx'
import { toast } from '../../../ui/toast.tsx'
import { isChanged, linesOf, listsOf, refusedLists } from './aliases.ts'
import { changeSettings, type Settings, settingsQuery } from './queries.ts'

interface Line {
  /** Stays with the line while others go. */
  readonly id: number
  readonly typed: string
}

const mostLists = 20
const asLines = (lists: Settings['domain_aliases']): Line[] => linesOf(lists).map((typed, id) => ({ id, typed }))

export function DomainAliases({ settings, may }: { settings: Settings; may: boolean }) {
  const client = useQueryClient()
  const stands = settings.domain_aliases
  const [lines, setLines] = useState<readonly Line[]>(() => asLines(stands))
  const { lists, lineOf } = listsOf(lines.map((one) => one.typed))
  const save = useMutation({
    mutationFn: (sent: string[][]) => changeSettings({ domain_aliases: sent }),
    onSuccess: async (now) => {
      client.setQueryData(settingsQuery.queryKey, now)
      setLines(asLines(now.domain_aliases))
      void toast('Mail domains saved')
      // Who is one person changed, so every figure about people did.
      await client.invalidateQueries()
    },
  })
  const refused = refusedLists(save.error, save.variables ?? [])
  const change = (next: readonly Line[]) => {
    setLines(next)
    // What was refused is not what stands there now.
    if (save.isError) save.reset()
  }
  const nextId = lines.reduce((most, one) => Math.max(most, one.id), -1) + 1
  return (
    <Panel
      title="Mail domains that are one"
      sub="An address at one of these domains is the same person as the same name at the others: mei@northwind.example and mei@northwind.test."
    >
      <form
        className="stack s4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(lists)
        }}
      >
        {lines.length === 0 ? (
          <p className="sub">None: two addresses are one person only when they are the same, capital letters aside.</p>
        ) : null}
        {lines.map((line, index) => (
          <Field
            key={line.id}
            label={`Domains, list ${index + 1}`}
            error={refused.byList.get(lineOf.indexOf(index))}
            end={
              may ? (
                <button
                  type="button"
                  className="inline-link"
                  aria-label={`Remove list ${index + 1}`}
                  onClick={() => change(lines.filter((one) => one !== line))}
                >
                  Remove
                </button>
              ) : null
            }
          >
            {(control) => (
              <Input
                {...control}
                mono
                autoComplete="off"
                spellCheck={false}
                placeholder="northwind.example, northwind.test"
                value={line.typed}
                disabled={!may}
                onChange={(event) =>
                  change(lines.map((one) => (one === line ? { ...line, typed: event.target.value } : one)))
                }
              />
            )}
          </Field>
        ))}
        <p className="small sub">
          Two or more domains a list, with commas between; a domain stands in one list only. List only domains that your
          organization owns. A change holds at once and for past days too, and is itself a record; links made by hand
          stay stronger.
        </p>
        <GroupError words={refused.whole} />
        <FormError error={save.error} fields={['domain_aliases']} />
        {may ? (
          <div className="row wrap">
            <Button
              icon="plus"
              disabled={lines.length >= mostLists}
              onClick={() => change([...lines, { id: nextId, typed: '' }])}
            >
              Add list
            </Button>
            <Button
              type="submit"
              kind="primary"
              busy={save.isPending}
              disabled={
                !isChanged(
                  lines.map((one) => one.typed),
                  stands,
                )
              }
            >
              Save domains
            </Button>
          </div>
        ) : null}
      </form>
    </Panel>
  )
}
