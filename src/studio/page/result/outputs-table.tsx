import { useState } from 'react'
import type { OutputDescription } from '../../../projections/describe.js'
import type { Run } from '../../api.js'
import { Badge } from '../ui/badge.js'
import { CopyButton } from '../ui/copy-button.js'
import { JsonView } from '../ui/json-view.js'
import './outputs-table.css'

interface OutputsTableProps {
  readonly run: Run
  readonly outputs: readonly OutputDescription[]
}

/** Every variable that the run leaves to the flow, and how a later step refers to it. */
export function OutputsTable({ run: { step, result }, outputs }: OutputsTableProps) {
  const [filledOnly, setFilledOnly] = useState(false)
  const entries = Object.entries(result.outputs)
  const filled = entries.filter(([, value]) => !isEmpty(value))
  const empty = entries.filter(([, value]) => isEmpty(value))
  return (
    <section className="outputs" aria-labelledby="outputs-title">
      <div className="outputs__bar">
        <h3 id="outputs-title" className="result-panel__heading">
          Outputs <span className="outputs__count">{`${filled.length} of ${entries.length} filled`}</span>
        </h3>
        <label className="outputs__filter">
          <input
            type="checkbox"
            checked={filledOnly}
            onChange={({ target }) => {
              setFilledOnly(target.checked)
            }}
          />
          Filled only
        </label>
      </div>
      <div className="outputs__scroll">
        <table className="outputs__table">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Value</th>
              <th scope="col">Use it as</th>
            </tr>
          </thead>
          <tbody>
            {[...filled, ...(filledOnly ? [] : empty)].map(([name, value]) => (
              <Output key={name} name={name} value={value} step={step} outputs={outputs} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

interface OutputProps {
  readonly name: string
  readonly value: unknown
  readonly step: string
  readonly outputs: readonly OutputDescription[]
}

function Output({ name, value, step, outputs }: OutputProps) {
  const output = outputs.find((each) => each.name === name)
  const successor = outputs.find(({ deprecatedName }) => deprecatedName === name)
  const reference = `$(${step}.${name})`
  const { type, title, description } = output ?? successor ?? {}
  return (
    <tr className={successor === undefined ? 'outputs__row' : 'outputs__row outputs__row--deprecated'}>
      <th scope="row" className="outputs__name">
        <code>{name}</code> <span className="outputs__type">{type}</span>{' '}
        {successor !== undefined && <Badge>deprecated</Badge>}
        <span className="outputs__title" title={description}>
          {successor === undefined ? title : `Now ${successor.name}`}
        </span>
      </th>
      <td className="outputs__value">
        <Value value={value} />
      </td>
      <td className="outputs__use">
        <span className="outputs__reference">
          <code>{reference}</code>
          <CopyButton text={reference} label={`Copy ${reference}`} />
        </span>
      </td>
    </tr>
  )
}

function Value({ value }: { readonly value: unknown }) {
  if (isEmpty(value)) return <span className="outputs__empty">{Array.isArray(value) ? 'empty list' : 'empty'}</span>
  if (typeof value === 'string') return <span className="outputs__text">{value}</span>
  if (isShortList(value)) return <span className="outputs__text">{value.join(', ')}</span>
  if (typeof value === 'object') return <JsonView value={value} depth={1} />
  return <span className="outputs__text outputs__text--mono">{JSON.stringify(value)}</span>
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

function isShortList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length <= 3 && value.every((each) => typeof each === 'string')
}
