// Who fetched an export and when: the newest downloads, each of them a record of the ledger as well.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Failed } from '../../figures/failed.tsx'
import { count } from '../../format.ts'
import { moment } from '../../time.ts'
import { Panel } from '../../ui/page.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { downloadsQuery } from './queries.ts'
import { bytesWords } from './size.ts'

export function Downloads({ id, downloads }: { id: string; downloads: number }) {
  const query = useQuery(downloadsQuery(id, downloads))
  const rows = query.data?.downloads
  return (
    <Panel
      title="Downloads"
      end={
        <Link className="small underline underline-offset-3" to="/ledger" search={{ kind: 'download' }} hash="records">
          Their records
        </Link>
      }
    >
      {query.isError && !rows ? (
        <Failed error={query.error} what="The downloads" onRetry={() => void query.refetch()} />
      ) : (
        <Waiting waiting={rows === undefined} skeleton={<SkeletonRows rows={3} />}>
          {() => (
            <ul className="exports-downloads">
              {rows?.map((one) => (
                <li key={one.id}>
                  <span className="grow">{moment(one.at, { seconds: true })}</span>
                  <span className="small dim">
                    {one.range === null ? 'all' : `range, ${bytesWords(one.range.last - one.range.first + 1)}`}
                    {one.volume > 1 ? `, file ${one.volume}` : ''}
                    {one.link_version > 1 ? `, link ${one.link_version}` : ''}
                  </span>
                </li>
              ))}
              {query.data?.next_cursor ? <li className="small dim">and more, {count(downloads)} in all</li> : null}
            </ul>
          )}
        </Waiting>
      )}
    </Panel>
  )
}
