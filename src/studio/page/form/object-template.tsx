import type { ObjectFieldTemplateProps } from '@rjsf/utils'
import './object-template.css'

interface Group {
  readonly title?: string
  readonly fields: readonly string[]
}

/** The fields of the form that are shown, in their groups. */
export function ObjectTemplate({ properties, uiSchema }: ObjectFieldTemplateProps<unknown>) {
  const groups = (uiSchema?.['ui:options']?.groups ?? []) as unknown as readonly Group[]
  const shown = new Map(properties.filter(({ hidden }) => !hidden).map(({ name, content }) => [name, content]))
  return groups.map(({ title, fields }, index) => {
    const contents = fields.map((name) => shown.get(name)).filter((content) => content !== undefined)
    if (contents.length === 0) return null
    if (title === undefined)
      return (
        <div key={index} className="fields">
          {contents}
        </div>
      )
    return (
      <fieldset key={index} className="fields fields--group">
        <legend className="fields__title">{title}</legend>
        {contents}
      </fieldset>
    )
  })
}
