// Approvals in words, and in the order in which they are looked at.
import type { ApprovalView } from '../../../worker/http/schemas/content.ts'
import type { Tone } from '../ui/marks.tsx'

export const approvalKinds: Record<ApprovalView['kind'], string> = {
  reveal: 'Reveal personal data',
  export: 'Export with content',
  erasure: 'Erase for good',
  release: 'Release a hold',
}

export const approvalStates: Record<ApprovalView['state'], { readonly word: string; readonly tone: Tone | 'plain' }> = {
  waiting: { word: 'Waiting', tone: 'warn' },
  approved: { word: 'Approved', tone: 'ok' },
  refused: { word: 'Refused', tone: 'bad' },
  used: { word: 'Done', tone: 'plain' },
  expired: { word: 'Ended without an answer', tone: 'plain' },
}

/** What this person may decide first, then what others must; what was decided, newest first. */
export function sorted(approvals: readonly ApprovalView[]): { waiting: ApprovalView[]; decided: ApprovalView[] } {
  const newest = (a: ApprovalView, b: ApprovalView) => (a.requested_at < b.requested_at ? 1 : -1)
  return {
    waiting: approvals
      .filter(({ state }) => state === 'waiting')
      .sort((a, b) => Number(b.mine) - Number(a.mine) || newest(a, b)),
    decided: approvals.filter(({ state }) => state !== 'waiting').sort(newest),
  }
}
