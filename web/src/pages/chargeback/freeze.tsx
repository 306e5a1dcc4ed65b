// Freezes a month before its figures are final: what that means, and the record that will be written.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ChargebackAnswer } from '../../../../worker/http/schemas/chargeback.ts'
import { money } from '../../format.ts'
import { day } from '../../time.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { toast } from '../../ui/toast.tsx'
import { chargebackQuery, freezeMonth } from './queries.ts'
import { monthName } from './words.ts'

interface Props {
  answer: ChargebackAnswer
  period: string
  onClose: () => void
}

export function FreezeDialog({ answer, period, onClose }: Props) {
  const client = useQueryClient()
  const freeze = useMutation({
    mutationFn: () => freezeMonth(period),
    onSuccess: (now) => {
      client.setQueryData(chargebackQuery(period).queryKey, now)
      void client.invalidateQueries({ queryKey: ['chargeback'] })
      void toast(`${monthName(period)} is frozen`)
      onClose()
    },
  })
  const { state, bill, teams } = answer
  const isFinal = state?.code === 'closed'
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => freeze.mutate()}
      title={`Freeze ${monthName(period)}?`}
      action="Freeze month"
      danger={!isFinal}
      busy={freeze.isPending}
      written={[
        'tenant · period_frozen',
        `period  ${period}`,
        `bill    ${money(bill.total)} over ${teams.length} teams`,
        'sha256  of the statement that is kept',
      ].join('\n')}
    >
      <p>
        From then on the month is answered with exactly these figures. Teams, rules and the split may change; this month
        does not. It cannot be thawed.
      </p>
      {isFinal || state === null ? null : (
        <p>
          The figures are not final: the vendors may restate days of it until {day(state.final_on)}. What they change is
          then shown beside the frozen sum, and belongs to a later month. Left alone, the month freezes by itself when
          it is final.
        </p>
      )}
      <FormError error={freeze.error} />
    </ConfirmDialog>
  )
}
