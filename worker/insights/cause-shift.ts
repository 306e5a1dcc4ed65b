// Work that moved from one model to another: one fell out of the ordinary while another rose by about as much.
import { type Above, aboveOf, ratio, size } from './cause-parts.ts'
import type { CauseFacts, ModelDays } from './cause-shapes.ts'

/** A model has been left when it lost two fifths of its usual amount. */
const LEFT = 0.4
/** The smaller of the two moves against the larger: models differ in price by about this much. */
const LIKE = 0.3
/** Both moves must matter for what is to be explained. */
const MATTERS = 0.4

type Moved = Above & { vendor: string }

/** The pair that explains the difference best, or null. `total`: the usual amount of the day. */
export function modelShift(models: readonly ModelDays[], difference: bigint, total: bigint): CauseFacts | null {
  const moved: Moved[] = models.flatMap((model) => {
    const days = Object.values(model.kinds)
    const amounts = (days[0]?.nano ?? []).map((_, i) => days.reduce((sum, { nano }) => sum + (nano[i] ?? 0n), 0n))
    return aboveOf([{ value: model.model, amounts }]).map((above) => ({ ...above, vendor: model.vendor }))
  })
  const fell = most(moved.filter(({ above, usual }) => above < 0n && ratio(-above, usual) >= LEFT))
  if (fell === undefined) return null
  // To another vendor first: that is what nobody sees on one vendor's bill.
  const others = moved.filter(({ above, value }) => above > 0n && value !== fell.value)
  const rose = [most(others.filter(({ vendor }) => vendor !== fell.vendor)), most(others)].find(
    (one) => one !== undefined && isPair(fell, one, difference, total),
  )
  if (rose === undefined) return null
  const facts: CauseFacts = {
    from: fell.value,
    to: rose.value,
    vendor: rose.vendor,
    dimension: fell.vendor === rose.vendor ? 'model' : 'vendor',
    value: rose.value,
    effect: rose.above.toString(),
  }
  return facts
}

const most = (moved: readonly Moved[]): Moved | undefined =>
  moved.reduce<Moved | undefined>(
    (best, one) => (best === undefined || size(one.above) > size(best.above) ? one : best),
    undefined,
  )

function isPair(fell: Moved, rose: Moved, difference: bigint, total: bigint): boolean {
  const [a, b] = [size(fell.above), size(rose.above)]
  const [small, large] = a < b ? [a, b] : [b, a]
  const much = Math.max(MATTERS * Number(size(difference)), 0.02 * Number(size(total)))
  return ratio(small, large) >= LIKE && Number(small) >= Math.min(much, LIKE * Number(large)) && Number(large) >= much
}
