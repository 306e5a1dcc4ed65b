// The answer beside the month's chart, in words: the end and its range, the budget, how it was made, and what it does not know.
import { Link } from '@tanstack/react-router'
import type { ForecastAnswer } from '../../../../worker/http/schemas/insights.ts'
import { changeOf } from '../../figures/ratio.ts'
import { atLeast, change, count, money } from '../../format.ts'
import {
  answerWords,
  budgetWords,
  forecastFacts,
  missedWords,
  missingWords,
  monthName,
  unreliableWords,
} from '../../insights/forecast-words.ts'
import { day } from '../../time.ts'
import { Empty } from '../../ui/feedback.tsx'
import { Facts, Panel } from '../../ui/page.tsx'
import type { InsightsSearch, SetSearch } from './ask.ts'
import { Arithmetic, Sum } from './working.tsx'

interface AnswerProps {
  answer: ForecastAnswer
  search: InsightsSearch
  set: SetSearch
}

export function Answer({ answer, search, set }: AnswerProps) {
  const { forecast, missing, budget } = answer
  const soFar = BigInt(answer.recorded.nano)
  const words = budgetWords(budget, soFar, forecast)
  return (
    <Panel title="Answer">
      {forecast && !forecast.unreliable ? (
        <p className="answer">{answerWords(forecast)}</p>
      ) : forecast ? (
        <Empty icon="none" title="No forecast this month">
          {unreliableWords(forecast.missed)}
        </Empty>
      ) : (
        <Empty icon="clock" title="Under 28 days of data">
          {missing ? missingWords(missing) : 'There is too little to go by.'}
        </Empty>
      )}
      {words ? (
        <p className="sub mt-2">
          {words} <Link to="/budgets">See the budgets</Link>
        </p>
      ) : null}
      <div className="mt-4 small">
        <Facts
          items={[
            ['So far', atLeast(money(answer.recorded.nano), answer.recorded.rows_without_price > 0)],
            ['Month before', beforeWords(answer)],
            ...(forecast ? forecastFacts(answer, forecast) : []),
          ]}
        />
      </div>
      {forecast ? (
        <Arithmetic of="forecast" search={search} set={set}>
          <ForecastSum answer={answer} forecast={forecast} />
        </Arithmetic>
      ) : null}
    </Panel>
  )
}

function beforeWords({ previous_month, forecast }: ForecastAnswer): string {
  if (BigInt(previous_month) === 0n) return 'nothing'
  const moved = forecast === null || forecast.unreliable ? null : changeOf(forecast.mean, previous_month)
  return moved === null ? money(previous_month) : `${money(previous_month)}, this one ${change(moved)}`
}

/** The days known, the days expected, their sum; then the days one by one. */
function ForecastSum({
  answer,
  forecast,
}: {
  answer: ForecastAnswer
  forecast: NonNullable<ForecastAnswer['forecast']>
}) {
  const month = monthName(answer.range.from)
  const whole = answer.days.filter(({ partial }) => !partial).at(-1)?.day
  const rest = BigInt(forecast.mean) - BigInt(forecast.so_far)
  return (
    <>
      <Sum
        name={`How ${month} adds up`}
        lines={[
          [whole ? `Whole days up to ${day(whole, { year: false })}` : 'No whole day yet', money(forecast.so_far)],
          [`${count(forecast.path.length)} days expected, today’s with them`, money(rest)],
        ]}
        result={[`${month}, expected`, money(forecast.mean)]}
      />
      <p>
        Range of the total: {money(forecast.lower)} to {money(forecast.upper)}, which 8 in 10 such forecasts kept. It is
        made from how the same forecast missed the totals of earlier months, not from the days’ own ranges added up.
      </p>
      <p>
        {missedWords(forecast.missed, answer.today)}
        {answer.left_out.length > 0
          ? `. Taken as expected instead of as they were: ${answer.left_out.map((one) => day(one, { year: false })).join(', ')}`
          : ''}
        .
      </p>
    </>
  )
}
