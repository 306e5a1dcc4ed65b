// The bar over onboarding: the product, the steps as notches, the way out.
import { Link } from '@tanstack/react-router'
import { ButtonLink } from '../../ui/button.tsx'
import { Logo } from '../../ui/icon.tsx'
import { markOf, type Step, steps, stepWords } from './steps.ts'

const markWords = { done: ', behind you', on: '', ahead: '' } as const

export function StepBar({ current, hasTenant }: { current: Step; hasTenant: boolean }) {
  return (
    <header className="bar-top">
      <span className="brand">
        <Logo />
        Tallystick
      </span>
      <nav aria-label="Steps">
        <ol className="steps">
          {steps.map((step) => {
            const mark = markOf(step, current)
            return (
              <li key={step} className={mark} aria-current={mark === 'on' ? 'step' : undefined}>
                {hasTenant && mark !== 'on' ? (
                  <Link to="/welcome" search={{ step }}>
                    {stepWords[step]}
                    <span className="sr">{markWords[mark]}</span>
                  </Link>
                ) : (
                  stepWords[step]
                )}
              </li>
            )
          })}
        </ol>
      </nav>
      <span className="grow" />
      {hasTenant && current !== 'done' ? (
        <ButtonLink kind="ghost" size="sm" to="/">
          Finish later
        </ButtonLink>
      ) : null}
    </header>
  )
}
