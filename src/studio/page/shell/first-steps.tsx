import { X } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../ui/button.js'
import type { Width } from './use-width.js'
import './first-steps.css'

const key = 'studio-first-steps'

/** The shortest way to see what the studio is for, until it is put away. */
export const steps = [
  { title: 'Pick an example', short: 'Example', text: 'It fills the fields and their variables.' },
  { title: 'Run', short: 'Run', text: 'See which exit lights up, and what each output holds.' },
  {
    title: 'Choose a scenario',
    short: 'Scenario',
    text: 'Such as 429 Too Many Requests or No answer at all; run again.',
  },
] as const

export function FirstSteps({ width }: { readonly width: Width }) {
  const [isOpen, setOpen] = useState(() => localStorage.getItem(key) === null)
  if (!isOpen) return null
  return (
    <aside className="first-steps" aria-label="Try this">
      <strong className="first-steps__title">Try this</strong>
      <ol className="first-steps__list">
        {steps.map(({ title, short, text }) => (
          <li key={title} className="first-steps__step">
            <strong>{width === 'narrow' ? short : title}</strong>
            {width !== 'narrow' && <span className="first-steps__text">{text}</span>}
          </li>
        ))}
      </ol>
      <IconButton
        icon={X}
        label="Put away"
        size="sm"
        onClick={() => {
          localStorage.setItem(key, 'seen')
          setOpen(false)
        }}
      />
    </aside>
  )
}
