// Settings → Organization: name, time zone, region, mail domains that are one; what is kept of texts, who agrees, and the end of it.
import { useQuery } from '@tanstack/react-query'
import { useMay } from '../../../shell/may.ts'
import { ErrorPanel, Note } from '../../../ui/feedback.tsx'
import { SkeletonRows, Waiting } from '../../../ui/skeleton.tsx'
import { DangerZone } from './danger-zone.tsx'
import { DigestSetting } from './digest-setting.tsx'
import { DomainAliases } from './domain-aliases.tsx'
import { NameAndZone } from './name-and-zone.tsx'
import { settingsQuery } from './queries.ts'
import { RetentionSetting } from './retention-setting.tsx'
import { SecondApprover } from './second-approver.tsx'

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
            <SecondApprover settings={settings.data} may={may} />
            <RetentionSetting key={`${settings.data.id}-retention`} settings={settings.data} may={may} />
            <DangerZone settings={settings.data} />
          </div>
        ) : null
      }
    </Waiting>
  )
}
