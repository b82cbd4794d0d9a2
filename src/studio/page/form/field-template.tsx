import type { FieldTemplateProps } from '@rjsf/utils'
import { CircleAlert, CornerDownRight } from 'lucide-react'
import type { FormField } from '../../../projections/form/form.js'
import { previewOf } from '../state/variables.js'
import { useForm } from './form-context.js'
import { isSideBySide } from './side-by-side.js'
import { VariableMenu } from './variable-menu.js'
import './field-template.css'

/** Whether the control is made of several elements, which a label cannot point to. */
function isGroup(field: FormField): boolean {
  const { control } = field
  return control === 'authorization' || control === 'choices' || (control === 'choice' && isSideBySide(field))
}

/** A field: its label, its control, what is wrong with it, what it would be now, what it is for. */
export function FieldTemplate({ id, fieldPathId: { path }, children }: FieldTemplateProps<unknown>) {
  const { fields, change, problemOf, valueOf, onFocus, onBlur } = useForm()
  const field = fields.get(String(path[0]))
  if (field === undefined) return children
  const { id: name, title, description, required } = field
  const problem = problemOf(name)
  const value = valueOf(name)
  return (
    <div
      className={problem === undefined ? 'field' : 'field field--invalid'}
      data-input={name}
      onFocus={() => {
        onFocus(name)
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onBlur(name)
      }}
    >
      <div className="field__head">
        <span className="field__name">
          {isGroup(field) ? (
            <span id={`${id}-label`} className="field__label">
              {title}
            </span>
          ) : (
            <label id={`${id}-label`} htmlFor={id} className="field__label">
              {title}
            </label>
          )}
          {required && (
            <span className="field__required" aria-hidden title="Required">
              *
            </span>
          )}
        </span>
        <VariableMenu
          controlId={id}
          label={title}
          onReplace={(text) => {
            change(name, text)
          }}
        />
      </div>
      {children}
      {problem !== undefined && (
        <p id={`${id}-problem`} className="field__problem">
          <CircleAlert className="field__icon" />
          <span>{problem}</span>
        </p>
      )}
      {value !== undefined && (
        <p className="field__value">
          <CornerDownRight className="field__icon" />
          <span className="field__now">{previewOf(value)}</span>
        </p>
      )}
      {description !== undefined && (
        <p id={`${id}-help`} className="field__help">
          {description}
        </p>
      )}
    </div>
  )
}
