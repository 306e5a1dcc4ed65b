// The report as a file to keep: the same JSON that the command line prints, made here and never sent.
import { useEffect, useMemo } from 'react'
import type { Report } from '../../../../worker/ledger/bundle/index.ts'

export function useReportLink(fileName: string, report: Report): { href: string; name: string } {
  const href = useMemo(
    () => URL.createObjectURL(new Blob([`${JSON.stringify(report)}\n`], { type: 'application/json' })),
    [report],
  )
  useEffect(() => () => URL.revokeObjectURL(href), [href])
  return { href, name: `${fileName.replace(/\.(zip|json)$/i, '')}.report.json` }
}
