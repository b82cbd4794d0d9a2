import { ChevronDown, Radio, X } from 'lucide-react'
import { useState } from 'react'
import type { Scenario, ScenarioChoice } from '../../api.js'
import { useStudio } from '../state/studio-context.js'
import { Button, IconButton } from '../ui/button.js'
import { Menu, type MenuGroup } from '../ui/menu.js'
import './scenario-picker.css'

const groupTitles = { answer: 'Answers', time: 'Time', broken: 'Broken', choices: 'Drop-downs' }

/** The status that the field of "any status" starts with. */
const anyStatus = 418

/** How the emulator is to answer the next runs; what was chosen stays until it is taken back. */
export function ScenarioPicker() {
  const { state, dispatch } = useStudio()
  const { scenario, session } = state
  const choose = (chosen: Scenario | undefined): void => {
    dispatch({ type: 'scenario', scenario: chosen })
  }
  const typed = scenario !== undefined && 'status' in scenario ? scenario.status : undefined
  return (
    <div className={scenario === undefined ? 'scenario-picker' : 'scenario-picker scenario-picker--chosen'}>
      <Menu
        label="How the emulator answers"
        placement="bottom-start"
        trigger={(trigger) => (
          <Button {...trigger} icon={Radio} className="scenario-picker__trigger">
            <span className="scenario-picker__label">Answers </span>
            {titleOf(scenario, session.scenarios)}
            <ChevronDown className="scenario-picker__arrow" aria-hidden />
          </Button>
        )}
        groups={groupsOf(session.scenarios, scenario, choose)}
      />
      {typed !== undefined && (
        <StatusField
          status={typed}
          onChange={(status) => {
            choose({ status })
          }}
        />
      )}
      {scenario !== undefined && (
        <IconButton
          icon={X}
          label="Let the emulator answer by itself"
          className="scenario-picker__clear"
          onClick={() => {
            choose(undefined)
          }}
        />
      )}
    </div>
  )
}

function StatusField({ status, onChange }: { readonly status: number; readonly onChange: (status: number) => void }) {
  const [text, setText] = useState(String(status))
  const isWhole = /^[2-5]\d\d$/.test(text)
  return (
    <input
      className="scenario-picker__status"
      inputMode="numeric"
      aria-label="Status to answer with, from 200 to 599"
      aria-invalid={!isWhole}
      value={isWhole ? status : text}
      onChange={({ target }) => {
        setText(target.value)
        if (/^[2-5]\d\d$/.test(target.value)) onChange(Number(target.value))
      }}
    />
  )
}

function titleOf(scenario: Scenario | undefined, choices: readonly ScenarioChoice[]): string {
  if (scenario === undefined) return 'as the emulator'
  if ('status' in scenario) return 'with status'
  if ('preset' in scenario) return `as in: ${scenario.preset}`
  return choices.find(({ id }) => id === scenario.id)?.title ?? scenario.id
}

function groupsOf(
  choices: readonly ScenarioChoice[],
  scenario: Scenario | undefined,
  choose: (scenario: Scenario | undefined) => void,
): MenuGroup[] {
  const groups = (Object.keys(groupTitles) as (keyof typeof groupTitles)[]).map((group) => ({
    title: groupTitles[group],
    items: choices
      .filter((choice) => choice.group === group)
      .map(({ id, title, hint }) => ({
        id,
        label: title,
        hint,
        checked: scenario !== undefined && 'id' in scenario && scenario.id === id,
        onSelect: () => {
          choose({ id })
        },
      })),
  }))
  return [
    {
      items: [
        {
          id: 'own',
          label: 'As the emulator',
          hint: 'It behaves like the service and remembers what was written.',
          checked: scenario === undefined,
          onSelect: () => {
            choose(undefined)
          },
        },
        {
          id: 'any-status',
          label: 'Any status…',
          hint: 'From 200 to 599.',
          checked: scenario !== undefined && 'status' in scenario,
          onSelect: () => {
            choose({ status: anyStatus })
          },
        },
      ],
    },
    ...groups.filter(({ items }) => items.length > 0),
  ]
}
