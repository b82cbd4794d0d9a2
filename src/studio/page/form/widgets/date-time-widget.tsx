import { Clock } from 'lucide-react'
import { Button } from '../../ui/button.js'
import { TextBox } from '../text-box.js'
import { useControl } from '../use-control.js'
import { hintOf, textOf, type WidgetProps } from './widget.js'
import './date-time-widget.css'

const utc = /^\d{4}-\d\d-\d\dT\d\d:\d\d.*Z$/

/** A moment in UTC as ISO 8601; below it the same on this machine's clock. */
export function DateTimeWidget({ id, name, value, onChange }: WidgetProps) {
  const { field, control } = useControl(name, id)
  const text = textOf(value)
  const moment = utc.test(text.trim()) ? new Date(text.trim()) : undefined
  return (
    <>
      <div className="date-time">
        <TextBox
          {...control}
          value={text}
          placeholder={hintOf(field)}
          onText={(next) => {
            onChange(next === '' ? undefined : next)
          }}
        />
        <Button
          icon={Clock}
          onClick={() => {
            onChange(new Date().toISOString())
          }}
        >
          Now
        </Button>
      </div>
      {moment !== undefined && !Number.isNaN(moment.getTime()) && (
        <p className="date-time__local">
          {moment.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' })} where you are
        </p>
      )}
    </>
  )
}
