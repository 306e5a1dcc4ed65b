// The link of an export that is ready: to copy, and the lines by which whoever gets it fetches and checks the file.
import { useQuery } from '@tanstack/react-query'
import verifyPy from '../../../../verifier/verify.py?url'
import type { ExportLinks, ExportView } from '../../../../worker/http/schemas/exports.ts'
import { Failed } from '../../figures/failed.tsx'
import { headQuery } from '../../shell/queries.ts'
import { moment } from '../../time.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Field, Input } from '../../ui/field.tsx'
import { CopyTextButton } from '../../ui/hash.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { fetchCommand, verifyCommand } from './commands.ts'
import { absolute, pinsFor } from './links.ts'
import { linksQuery, logKeysQuery } from './queries.ts'
import { bytesWords } from './size.ts'

export function LinkPanel({ row }: { row: ExportView }) {
  const query = useQuery(linksQuery(row.id, row.link_version))
  if (query.isError && !query.data) {
    return <Failed error={query.error} what="The link" onRetry={() => void query.refetch()} />
  }
  return (
    <Waiting waiting={query.data === undefined} skeleton={<SkeletonRows rows={4} />}>
      {() => (query.data ? <Links links={query.data} focus={row.format === 'focus'} /> : null)}
    </Waiting>
  )
}

function Links({ links: { links, expires_at }, focus }: { links: ExportLinks; focus: boolean }) {
  return (
    <>
      <section className="stack s2" aria-label="Link">
        {links.map(({ volume, url, bytes, file_name }) => {
          const whole = absolute(url, location.origin)
          return (
            <Field
              key={volume}
              label={labelOf(focus ? file_name.replace(/^.*-focus/, 'focus') : `file ${volume}`, bytes, links.length)}
              hint={volume === links.length ? `Works without an account until ${moment(expires_at)}.` : undefined}
              end={<CopyTextButton value={whole}>Copy link</CopyTextButton>}
            >
              {(control) => (
                <Input {...control} mono readOnly value={whole} onFocus={(event) => event.target.select()} />
              )}
            </Field>
          )
        })}
      </section>
      {focus ? <HowToFetch links={links} /> : <HowToCheck links={links} />}
    </>
  )
}

const labelOf = (file: string, bytes: number, of: number): string =>
  of > 1 ? `Link to ${file}, ${bytesWords(bytes)}` : 'Link'

/** A FOCUS file proves nothing by itself: its rows name records, which a bundle proves. */
function HowToFetch({ links }: { links: ExportLinks['links'] }) {
  const lines = links.map(({ url, file_name }) => fetchCommand(file_name, absolute(url, location.origin))).join('\n')
  return (
    <section className="stack s2" aria-label="How to fetch it">
      <span className="row between">
        <h3>How to fetch it</h3>
        <CopyTextButton value={lines}>Copy lines</CopyTextButton>
      </span>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard. */}
      <pre className="exports-lines" tabIndex={0}>
        {lines}
      </pre>
      <p className="small sub">
        Each row names its record: x_RecordSeq is the position, x_RecordHash the leaf hash. A bundle of the same days
        with the kind “cost” proves them.
      </p>
    </section>
  )
}

function HowToCheck({ links }: { links: ExportLinks['links'] }) {
  const pins = pinsFor(useQuery(headQuery).data, useQuery(logKeysQuery).data)
  const script = new URL(verifyPy, location.href).href
  const lines = [
    fetchCommand('verify.py', script),
    ...links.flatMap(({ url, file_name }) => [
      fetchCommand(file_name, absolute(url, location.origin)),
      verifyCommand(file_name, pins),
    ]),
  ].join('\n')
  return (
    <section className="stack s2" aria-label="How to check it">
      <span className="row between">
        <h3>How to check it</h3>
        <CopyTextButton value={lines}>Copy lines</CopyTextButton>
      </span>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard. */}
      <pre className="exports-lines" tabIndex={0}>
        {lines}
      </pre>
      <p className="small sub">
        Nothing but Python, nothing to install. The keys after --pin are this ledger’s as this page knows them; an
        auditor does well to have them from you in another way than the link.
      </p>
      <div>
        <ButtonLink size="sm" icon="check" to="/verify">
          Open the verifier
        </ButtonLink>
      </div>
    </section>
  )
}
