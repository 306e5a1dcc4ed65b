// How much of a budget is spent: a bar to the amount, a tick where the forecast ends; the words beside it carry the numbers.
import type { BudgetView } from '../../../../worker/http/schemas/budgets.ts'
import { money } from '../../format.ts'
import { barOf, forecastWords, percentWords } from './words.ts'

export function BudgetBar({ budget }: { budget: BudgetView }) {
  const { done, limit, mean } = barOf(budget)
  const words = `${percentWords(budget.percent)} of ${money(budget.amount)} spent; ${forecastWords(budget)}`
  return (
    <span className={`budget-bar ${budget.state}`} role="img" aria-label={words} title={words}>
      <i className="done" style={{ width: `${done * 100}%` }} />
      {limit < 1 ? <i className="limit" style={{ left: `${limit * 100}%` }} /> : null}
      {mean === null ? null : <i className="mean" style={{ left: `${Math.min(mean, 0.995) * 100}%` }} />}
    </span>
  )
}
