// The public verifier: a bundle is checked in this browser by the service's own verifier; the file never leaves the machine.
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import verifyPy from '../../../../verifier/verify.py?url'
import { ButtonAnchor } from '../../ui/button.tsx'
import { Logo } from '../../ui/icon.tsx'
import { DropZone } from './drop-zone.tsx'
import { Outcome } from './outcome.tsx'
import { type Pin, readPins, withKeys, writePins } from './pins.ts'
import { PinsPanel } from './pins-panel.tsx'
import { SecondOpinion, TestNetworks } from './second-opinion.tsx'
import { useCheck } from './use-check.ts'
import '../../records/records.css'
import './verify.css'

export function VerifyPage() {
  const [pins, setPins] = useState<readonly Pin[]>(() => readPins(localStorage))
  const [regtest, setRegtest] = useState(false)
  const { check, run, stop } = useCheck()
  const file = check.state === 'idle' ? undefined : check.file
  useEffect(() => {
    document.title = 'Verify · Tallystick'
  }, [])

  const ask = (of: File, keys: readonly Pin[], test: boolean) =>
    run(of, { pins: keys.map(({ vkey }) => vkey), regtest: test })
  /** Other keys may give another verdict, so the file at hand is checked again. */
  function keep(next: readonly Pin[]) {
    setPins(next)
    writePins(localStorage, next)
    if (file) ask(file, next, regtest)
  }
  const pin = (keys: readonly string[]) => keep(withKeys(pins, keys, new Date().toISOString()))

  return (
    <div className="bare verify">
      <header className="bar-top">
        <Link className="brand" to="/">
          <Logo />
          Tallystick
        </Link>
        <span className="dim p4">Verifier</span>
        <span className="grow" />
        <ButtonAnchor size="sm" icon="download" href={verifyPy} download="verify.py">
          verify.py
        </ButtonAnchor>
      </header>
      <main id="main" className="sheet">
        <aside className="stack s6">
          <div>
            <h1>Check a bundle</h1>
            <p className="sub mt-1">
              Open to everyone, no account. The file stays on your machine: it is checked in this browser, and works
              with the network switched off once this page has loaded.
            </p>
          </div>
          <DropZone again={file !== undefined} onFile={(dropped) => ask(dropped, pins, regtest)} />
          <PinsPanel pins={pins} onPin={pin} onRemove={(vkey) => keep(pins.filter((one) => one.vkey !== vkey))} />
          <SecondOpinion file={file?.name} pins={pins} regtest={regtest} />
          <TestNetworks
            regtest={regtest}
            onChange={(on) => {
              setRegtest(on)
              if (file) ask(file, pins, on)
            }}
          />
        </aside>
        <Outcome check={check} regtest={regtest} onPin={pin} onStop={stop} />
      </main>
    </div>
  )
}
