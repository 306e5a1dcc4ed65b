// "Views" at the end of a filter bar: opens what was kept of this page, keeps what it shows now.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocation, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../shell/may.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Popover } from '../ui/float.tsx'
import { Icon } from '../ui/icon.tsx'
import { toast } from '../ui/toast.tsx'
import { removeView, type SavedView, viewsQuery } from './queries.ts'
import { SaveView } from './save-dialog.tsx'
import { addressOf, keptSearch, sameSearch, screenAt } from './screens.ts'
import './views.css'

export function ViewsMenu() {
  const { pathname, searchStr } = useLocation()
  const screen = screenAt(pathname)
  const { history } = useRouter()
  const [open, setOpen] = useState(false)
  const [saving, setSaving] = useState(false)
  const { data: all = [] } = useQuery({ ...viewsQuery, enabled: screen !== undefined })
  if (screen === undefined) return null
  const search = keptSearch(searchStr)
  const views = all.filter((one) => one.screen === screen)
  const shown = views.find((one) => sameSearch(one.search, search))
  return (
    <>
      <Popover
        open={open}
        onOpenChange={setOpen}
        label="Saved views"
        className="views"
        trigger={
          <Button size="sm">
            {shown?.name ?? 'Views'}
            <Icon name="down" size={12} />
          </Button>
        }
      >
        {views.length === 0 ? (
          <p className="sub small">
            Nothing is kept of this page yet. Set dates and filters, then save them as a view.
          </p>
        ) : (
          <ul>
            {views.map((view) => (
              <ViewRow
                key={view.id}
                view={view}
                current={view === shown}
                onOpen={() => {
                  setOpen(false)
                  history.push(addressOf(view))
                }}
              />
            ))}
          </ul>
        )}
        <Button
          size="sm"
          icon="plus"
          onClick={() => {
            setOpen(false)
            setSaving(true)
          }}
        >
          Save this view
        </Button>
      </Popover>
      {saving ? <SaveView screen={screen} search={search} known={views} onClose={() => setSaving(false)} /> : null}
    </>
  )
}

function ViewRow({ view, current, onOpen }: { view: SavedView; current: boolean; onOpen: () => void }) {
  const client = useQueryClient()
  const mayRemove = useMay('write:settings') && view.shared
  const remove = useMutation({
    mutationFn: () => removeView(view.id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: viewsQuery.queryKey })
      void toast(`View “${view.name}” removed`)
    },
  })
  return (
    <li className="row">
      <button type="button" className="item grow" aria-current={current} onClick={onOpen}>
        <span className="cut">{view.name}</span>
        {view.shared ? <span className="tiny dim">{view.own ? 'shared' : 'shared with you'}</span> : null}
        {current ? <Icon name="check" size={14} /> : null}
      </button>
      {view.own || mayRemove ? (
        <IconButton
          icon="close"
          name={`Remove view ${view.name}`}
          disabled={remove.isPending}
          onClick={() => remove.mutate()}
        />
      ) : null}
    </li>
  )
}
