// The split stick beside sign-in, the one place where it is shown large: what the product is, in one drawing.

const foil =
  'M64 0H600V92H560L556 82.8 552 92H538L534 82.8 530 92H516L512 82.8 508 92H494L490 82.8 486 92H440L420 46 400 92H336L330 78.2 324 92H312L306 78.2 300 92H288L282 78.2 276 92H262L256 78.2 250 92H179L170 71.3 161 92H147L138 71.3 129 92H104L90 59.8 76 92H64Z'
const stock =
  'M0 0H48V104H76L90 136.2 104 104H129L138 124.7 147 104H161L170 124.7 179 104H250L256 117.8 262 104H276L282 117.8 288 104H300L306 117.8 312 104H324L330 117.8 336 104H400L420 150 440 104H486L490 113.2 494 104H508L512 113.2 516 104H530L534 113.2 538 104H552L556 113.2 560 104H600V196H0Z'

export function Art() {
  return (
    <aside className="art" aria-label="What a tally stick is">
      <div>
        <svg viewBox="0 0 600 196" width="100%" aria-hidden="true" preserveAspectRatio="xMinYMid slice">
          <path d={foil} fill="var(--foil)" />
          <path d={stock} fill="var(--stock)" />
        </svg>
        <div className="halves">
          <div>
            <b>Foil</b>
            <span>The half that is kept here: every event of your AI use, in order.</span>
          </div>
          <div>
            <b>Stock</b>
            <span>The half the world keeps: one fingerprint of it all, in Bitcoin.</span>
          </div>
        </div>
        <p>
          Split a notched stick in two, and neither holder can add a notch alone. For seven hundred years that was how a
          debt was proven. It still works.
        </p>
      </div>
    </aside>
  )
}
