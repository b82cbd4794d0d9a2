import { CircleCheck, Server, TestTube } from 'lucide-react'
import { useEffect, useEffectEvent } from 'react'
import { Badge } from '../../ui/badge.js'
import { useStudio } from '../../state/studio-context.js'
import { hasReference } from '../reference.js'
import { useControl } from '../use-control.js'
import { ValueChip } from '../value-chip.js'
import { textOf, type WidgetProps } from './widget.js'
import './authorization-widget.css'

/** The connections by their names; nothing secret is in them. The only one there is is taken. */
export function AuthorizationWidget({ id, name, value, onChange }: WidgetProps) {
  const { state } = useStudio()
  const { field, control } = useControl(name, id)
  const { connections } = state.session
  const pickOnly = useEffectEvent(() => {
    const [only] = connections
    if (connections.length === 1 && value === undefined && field.required) onChange(only?.name)
  })
  useEffect(() => {
    pickOnly()
  }, [])
  const isForeign = value !== undefined && !connections.some((connection) => connection.name === value)
  return (
    <div
      id={id}
      role="radiogroup"
      aria-labelledby={`${id}-label`}
      aria-describedby={control['aria-describedby']}
      aria-required={control['aria-required']}
      {...(control['aria-invalid'] ? { 'aria-invalid': true } : {})}
      className="authorization"
    >
      {isForeign && (
        <ValueChip
          text={textOf(value)}
          wrong={!hasReference(value)}
          onRemove={() => {
            onChange(undefined)
          }}
        />
      )}
      {connections.length === 0 && (
        <p className="authorization__none">
          There is no connection. Make one with <code>cjds-node auth login</code>, then start the studio with{' '}
          <code>--connections</code>.
        </p>
      )}
      {connections.map(({ name: connection, baseUrl, kind }) => {
        const Icon = kind === 'emulator' ? TestTube : Server
        return (
          <label key={connection} className="authorization__connection">
            <input
              type="radio"
              name={id}
              className="visually-hidden"
              checked={connection === value}
              onChange={() => {
                onChange(connection)
              }}
            />
            <Icon className="authorization__icon" />
            <span className="authorization__name">{connection}</span>
            <span className="authorization__host">{URL.parse(baseUrl)?.host ?? baseUrl}</span>
            {kind === 'emulator' && <Badge tone="success">Local</Badge>}
            <CircleCheck className="authorization__check" />
          </label>
        )
      })}
    </div>
  )
}
