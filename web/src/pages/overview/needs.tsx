// What needs somebody, worst first: a sentence and one action each.
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import type { MouseEvent } from 'react'
import type { OverviewAnswer } from '../../../../worker/http/schemas/overview.ts'
import { count } from '../../format.ts'
import { usualFindings } from '../../insights/queries.ts'
import { useMay } from '../../shell/may.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { Panel } from '../../ui/page.tsx'
import { unusualNeed, withUnusual } from './unusual.ts'

type Need = OverviewAnswer['needs'][number]

const icons: Record<Need['level'], IconName> = { bad: 'stop', warn: 'warn', info: 'info' }
const levelWords: Record<Need['level'], string> = { bad: 'Broken:', warn: 'Warning:', info: 'Note:' }

/** A healthy organization gets one line. Unusual days come with an answer of their own, after the rest. */
export function NeedsYou({ needs: known }: { needs: readonly Need[] }) {
  const may = useMay('read:insights')
  const unusual = useQuery({ ...usualFindings(), enabled: may, retry: false }).data
  const needs = withUnusual(known, unusualNeed(unusual))
  return (
    <Panel
      title="Needs you"
      end={needs.length > 0 ? <span className="small dim">{count(needs.length)} open</span> : null}
    >
      {needs.length === 0 ? (
        <p className="row sub">
          <span className="ok-t row">
            <Icon name="check" />
          </span>
          Nothing needs you.
        </p>
      ) : (
        <ul className="needs">
          {needs.map((need) => (
            <li key={need.id} className={need.level === 'info' ? '' : need.level}>
              <Icon name={icons[need.level]} />
              <span className="stack s1">
                <b>
                  <span className="sr">{levelWords[need.level]} </span>
                  {need.title}
                </b>
                <span className="small sub">{need.words}</span>
                <span className="small">
                  <AddressLink href={need.href}>{need.action}</AddressLink>
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

/** A link to an address that the API names as text; inside the dashboard it moves without loading the page again. */
function AddressLink({ href, children }: { href: string; children: string }) {
  const router = useRouter()
  function go(event: MouseEvent) {
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (!isPlain || !href.startsWith('/')) return
    event.preventDefault()
    router.history.push(href)
  }
  return (
    <a href={href} onClick={go}>
      {children}
    </a>
  )
}
