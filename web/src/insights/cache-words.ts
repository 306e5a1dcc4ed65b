// Whether the cache works, in words.
import type { CacheAnswer } from '../../../worker/http/schemas/insights.ts'
import { money, percent } from '../format.ts'

/** `64.1 % of input was read from the cache, which saved $1,204.18.` */
export function cacheAnswerWords({ totals, models }: Pick<CacheAnswer, 'totals' | 'models'>): string {
  if (totals.hit_rate === null) return 'No input in these days could have been read from a cache.'
  const saved = BigInt(totals.saved)
  const effect = saved < 0n ? `; the cache cost ${money(-saved)} more than it saved` : `, which saved ${money(saved)}`
  const could = BigInt(totals.would_save)
  const losing = models.filter(({ loss }) => loss).length
  const more = could > 0n ? ` Every model at its best rate would save ${money(could)} more.` : ''
  const loss =
    losing === 0
      ? ''
      : ` ${losing === 1 ? 'One model writes' : `${losing} models write`} to the cache what is hardly ever read.`
  return `${percent(totals.hit_rate)} of input was read from the cache${effect}.${more}${loss}`
}
