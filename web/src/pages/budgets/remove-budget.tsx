// Removes a budget after a question: its alerts stay, nothing new comes of it.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { BudgetView } from '../../../../worker/http/schemas/budgets.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { toast } from '../../ui/toast.tsx'
import { budgetsQuery, removeBudget } from './queries.ts'

export function RemoveBudget({ budget, onClose }: { budget: BudgetView; onClose: () => void }) {
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => removeBudget(budget.id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: budgetsQuery.queryKey })
      void toast('Budget removed')
      onClose()
    },
  })
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => remove.mutate()}
      title={`Remove the budget ${budget.name}?`}
      action="Remove budget"
      busy={remove.isPending}
      written="budget · removed"
    >
      <p>Nothing is watched for it any more. The alerts that it raised stay in the history.</p>
      <FormError error={remove.error} />
    </ConfirmDialog>
  )
}
