import { AlignLeft } from 'lucide-react'
import { applyEdits, format } from 'jsonc-parser'
import { Button } from '../../ui/button.js'
import { useForm } from '../form-context.js'
import { TextBox } from '../text-box.js'
import { useControl } from '../use-control.js'
import { findJsonMistake } from './json-mistake.js'
import { textOf, type WidgetProps } from './widget.js'
import './json-widget.css'

/** JSON as text. */
export function JsonWidget({ id, name, value, onChange }: WidgetProps) {
  const { field, control } = useControl(name, id)
  const { problemOf } = useForm()
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : textOf(value)
  const mistake = findJsonMistake(text)
  const isShown = mistake !== undefined && problemOf(name) !== undefined
  const pretty = mistake === undefined ? indented(text) : text
  return (
    <div className="json">
      <TextBox
        {...control}
        mono
        rows={Math.min(Math.max(text.split('\n').length + 1, 6), 18)}
        value={text}
        placeholder={field.placeholder === undefined ? undefined : indented(field.placeholder)}
        onText={(next) => {
          onChange(next === '' ? undefined : next)
        }}
      />
      <div className="json__foot">
        {isShown && (
          <button
            type="button"
            className="json__mistake"
            onClick={() => {
              const element = document.getElementById(id)
              if (!(element instanceof HTMLTextAreaElement)) return
              element.focus()
              element.setSelectionRange(mistake.offset, mistake.offset + 1)
            }}
          >
            Go to line {mistake.line}: {mistake.text}
          </button>
        )}
        <Button
          variant="ghost"
          size="sm"
          icon={AlignLeft}
          disabled={pretty === text}
          onClick={() => {
            onChange(pretty)
          }}
        >
          Format
        </Button>
      </div>
    </div>
  )
}

/** Changes nothing but white space: long numbers and variables stay as they are. */
function indented(text: string): string {
  return applyEdits(text, format(text, undefined, { insertSpaces: true, tabSize: 2 }))
}
