// The frame of the sign-in pages: what to do on the left, the stick on the right where there is room.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { Logo } from '../../ui/icon.tsx'
import { Art } from './art.tsx'
import './sign-in.css'

/** `title` is the heading of the page and of the window. */
export function SignInFrame({ title, sub, children }: { title: string; sub?: ReactNode; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Tallystick`
  }, [title])
  return (
    <div className="sign-in">
      <div className="form">
        <header>
          <Link className="brand" to="/sign-in">
            <Logo />
            Tallystick
          </Link>
        </header>
        <main id="main">
          <h1>{title}</h1>
          {sub ? <p className="sub">{sub}</p> : null}
          <div className="stack s3 mt-5">{children}</div>
        </main>
        <footer className="small dim">
          Were you given a bundle?{' '}
          <Link className="underline underline-offset-3" to="/verify">
            Check it here
          </Link>
          , no account needed.
        </footer>
      </div>
      <Art />
    </div>
  )
}
