import type { ComponentType } from 'react'
import { AuthorizationWidget } from './authorization-widget.js'
import { ChipsWidget } from './chips-widget.js'
import { ChoiceWidget } from './choice-widget.js'
import { ChoicesWidget } from './choices-widget.js'
import { DateTimeWidget } from './date-time-widget.js'
import { DropDownWidget } from './drop-down-widget.js'
import { JsonWidget } from './json-widget.js'
import { NumberWidget } from './number-widget.js'
import { SwitchWidget } from './switch-widget.js'
import { TextWidget } from './text-widget.js'
import type { WidgetProps } from './widget.js'

export type { WidgetProps }

/** By the names that a form's uiSchema gives them. */
export const widgets: Readonly<Record<string, ComponentType<WidgetProps>>> = {
  text: TextWidget,
  number: NumberWidget,
  switch: SwitchWidget,
  choice: ChoiceWidget,
  choices: ChoicesWidget,
  chips: ChipsWidget,
  json: JsonWidget,
  dateTime: DateTimeWidget,
  authorization: AuthorizationWidget,
  dropDown: DropDownWidget,
}
