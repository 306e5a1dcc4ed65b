// Settings → Organization: name, time zone, region, mail domains that are one, and whether records carry the digest of plain text.
import { useQuery } from '@tanstack/react-query'
import { useMay } from '../../../shell/may.ts'
import { ErrorPanel, Note } from '../../../ui/feedback.tsx'
import { SkeletonRows, Waiting } from '../../../ui/skeleton.tsx'
import { DigestSetting } from './digest-setting.tsx'
import { DomainAliases } from './domain-aliases.tsx'
import { NameAndZone } from './name-and-zone.tsx'
import { settingsQuery } from './queries.ts'

export function OrganizationPart() {
  const settings = useQuery(settingsQuery)
  const may = useMay('write:settings')
  if (settings.error) {
    return <ErrorPanel what="The settings" error={settings.error} onRetry={() => void settings.refetch()} />
  }
  return (
    <Waiting waiting={settings.isPending} skeleton={<SkeletonRows rows={8} />}>
      {() =>
        settings.data ? (
          <div className="stack s8 read">
            {may ? null : <Note>Your role reads settings; an owner or admin changes them.</Note>}
            <NameAndZone key={settings.data.id} settings={settings.data} may={may} />
            <DomainAliases key={`${settings.data.id}-domains`} settings={settings.data} may={may} />
            <DigestSetting settings={settings.data} may={may} />
          </div>
        ) : null
      }
    </Waiting>
  )
}
