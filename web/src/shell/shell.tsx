// The frame of every page inside: rail, top bar, the page, and the overlays that keys open.
import { Outlet, useMatches, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useKeys } from '../prefs/keys.ts'
import { turnTheme } from '../prefs/theme.ts'
import { Gate } from './gate.tsx'
import { Rail } from './rail.tsx'
import { TopBar } from './top-bar.tsx'
import { usePlaces } from './use-places.ts'

const Palette = lazy(() => import('./palette.tsx'))
const Shortcuts = lazy(() => import('./shortcuts.tsx'))
const RailMenu = lazy(() => import('./rail-menu.tsx'))

type Overlay = 'palette' | 'shortcuts' | 'menu'

/** Rail beside the page; under 820 px the rail is a menu. */
export function Shell() {
  const [overlay, setOverlay] = useState<Overlay | null>(null)
  const navigate = useNavigate()
  const places = usePlaces()
  const title = useMatches({ select: (matches) => matches.at(-1)?.staticData.title })
  useEffect(() => {
    document.title = title ? `${title} · Tallystick` : 'Tallystick'
  }, [title])
  useKeys({
    'mod+k': () => setOverlay((now) => (now === 'palette' ? null : 'palette')),
    '?': () => setOverlay('shortcuts'),
    '.': turnTheme,
    '/': findInPage,
    l: () => void navigator.clipboard.writeText(location.href),
    ...Object.fromEntries(places.all.map(({ key, to }) => [`g ${key}`, () => void navigate({ to })])),
  })
  const close = () => setOverlay(null)
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <div className="app">
        <Rail />
        <div className="min-w-0">
          <TopBar
            onMenu={() => setOverlay('menu')}
            onSearch={() => setOverlay('palette')}
            onShortcuts={() => setOverlay('shortcuts')}
          />
          <main id="main" tabIndex={-1}>
            <Gate>
              <Outlet />
            </Gate>
          </main>
        </div>
      </div>
      <Suspense fallback={null}>
        {overlay === 'palette' ? <Palette onClose={close} onShortcuts={() => setOverlay('shortcuts')} /> : null}
        {overlay === 'shortcuts' ? <Shortcuts onClose={close} /> : null}
        {overlay === 'menu' ? <RailMenu onClose={close} /> : null}
      </Suspense>
    </>
  )
}

/** `/` goes to the page's own search field, which is marked `type="search"`. */
function findInPage(): void {
  document.querySelector<HTMLInputElement>('main input[type="search"]')?.focus()
}
