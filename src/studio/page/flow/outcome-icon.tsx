import { CircleAlert, CircleCheck, CircleX, ListX, TextCursorInput, TimerOff, Unplug } from 'lucide-react'
import type { OutcomeDescription } from '../../../projections/describe.js'
import { toneOf } from './outcome-look.js'
import './outcome-icon.css'

const faultIcons = { invalidData: TextCursorInput, invalidChoice: ListX, timeout: TimerOff, error: Unplug }
const kindIcons = { success: CircleCheck, status: CircleAlert, failure: CircleX, fault: CircleX }

/** Tells the kinds of outcomes apart, by its shape as well as its colour. */
export function OutcomeIcon({ outcome, size = 16 }: { readonly outcome: OutcomeDescription; readonly size?: number }) {
  const { kind, fault } = outcome
  const Icon = fault === undefined ? kindIcons[kind] : faultIcons[fault]
  return <Icon className={`outcome-icon outcome-icon--${toneOf(outcome)}`} size={size} aria-hidden />
}
