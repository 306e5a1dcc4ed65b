// The steps in Claude, each with a drawn picture of what is pressed there.
import type { ReactNode } from 'react'
import './mcp.css'

export function Steps() {
  return (
    <ol className="mcp-steps">
      <Step picture={<Picture rows={['Connectors', 'Browse', 'Add custom connector']} press={2} />}>
        <b>Add it for the organization.</b> An owner opens Claude’s organization settings, goes to Connectors, and adds
        a custom connector with the address above. On a plan without organization settings each person does this in
        their own settings.
      </Step>
      <Step picture={<Picture rows={['Tallystick', 'Not connected', 'Connect']} press={2} />}>
        <b>Each person connects once.</b> Under Connectors they press Connect and approve here. It is their sign-in that
        says who they are; Claude sends no name.
      </Step>
      <Step picture={<Picture rows={['Project', 'Instructions', 'Save']} press={1} />}>
        <b>Tell Claude to report.</b> Paste the instruction into the instructions of a shared project.
      </Step>
      <Step picture={<Picture rows={['log_turn', 'Ask each time', 'Always allow']} press={2} />}>
        <b>Allow the one tool.</b> The first time, Claude asks whether it may call log_turn; Always allow keeps it from
        asking again.
      </Step>
    </ol>
  )
}

function Step({ picture, children }: { picture: ReactNode; children: ReactNode }) {
  return (
    <li>
      {picture}
      <p>{children}</p>
    </li>
  )
}

/** A list in a window, one line of it pressed. The words stand in the sentence beside it, so readers skip the drawing. */
function Picture({ rows, press }: { rows: readonly string[]; press: number }) {
  return (
    <svg viewBox="0 0 176 92" width="176" height="92" aria-hidden="true" focusable="false">
      <rect x="0.5" y="0.5" width="175" height="91" rx="5" className="frame" />
      <line x1="0" y1="14.5" x2="176" y2="14.5" className="line" />
      {rows.map((row, at) => (
        <g key={row} transform={`translate(10 ${22 + at * 22})`}>
          <rect width="156" height="18" rx="3" className={at === press ? 'pressed' : 'row'} />
          <text x="8" y="12.5" className={at === press ? 'on' : ''}>
            {row}
          </text>
        </g>
      ))}
    </svg>
  )
}
