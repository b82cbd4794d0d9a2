import { ChevronDown, Eraser, FileText, FlaskConical, SquareDashed } from 'lucide-react'
import { useState } from 'react'
import type { Problem } from '../../../inputs/problem.js'
import type { MethodForm as MethodFormDescription } from '../../../projections/form/form.js'
import type { Preset, Values } from '../../api.js'
import { toneOf } from '../flow/outcome-look.js'
import type { HeldForm } from '../state/held-forms.js'
import { isPreset, presetInputs, presetVariables } from '../state/preset.js'
import { useStudio } from '../state/studio-context.js'
import { Alert } from '../ui/alert.js'
import { Badge } from '../ui/badge.js'
import { Button } from '../ui/button.js'
import { EmptyState } from '../ui/empty-state.js'
import { Menu } from '../ui/menu.js'
import { Panel, PanelBody, PanelHeader } from '../ui/panel.js'
import { Skeleton } from '../ui/skeleton.js'
import { FormContext, type FormState } from './form-context.js'
import { FormSummary } from './form-summary.js'
import { MethodForm } from './method-form.js'
import { hasReference } from './reference.js'
import { useTouched } from './use-touched.js'
import './form-panel.css'

/** The fields of the chosen method. */
export function FormPanel() {
  const { state } = useStudio()
  const form = state.node.forms[state.method]
  if (form === undefined)
    return (
      <Panel label="Fields">
        <EmptyState icon={SquareDashed} title="No method is chosen">
          The node has none yet. Write one in the view Manifest.
        </EmptyState>
      </Panel>
    )
  // What was touched and which example was put in belong to one method.
  return <Fields key={form.method} form={form} />
}

const noProblems: readonly Problem[] = []
const nothing: Values = {}
const unheld: HeldForm = { data: {}, epoch: 0 }

function Fields({ form }: { readonly form: MethodFormDescription }) {
  const { state, dispatch } = useStudio()
  const { method } = form
  const saved = state.forms[method] ?? nothing
  const { data, epoch } = state.held[method] ?? unheld
  const { touched, touch, forget } = useTouched()
  const [focused, setFocused] = useState<string>()
  const [example, setExample] = useState<{ readonly preset: Preset; readonly inputs: Values }>()
  const description = state.node.description.methods.find(({ id }) => id === method)
  const presets = state.node.presets[method] ?? []
  // A reference that is being typed is not wrong yet.
  const isBegun = focused !== undefined && /\$\([^)]*$/.test(String(saved[focused]))
  const problems = (state.explanation?.problems ?? noProblems).filter(({ input }) => !isBegun || input !== focused)
  const wasTried = state.runs.some((run) => run.method === method)
  const fields = new Map(form.fields.map((field) => [field.id, field]))

  const shared: FormState = {
    fields,
    data,
    saved,
    change: (input, value) => {
      dispatch({ type: 'input', method, input, value })
    },
    problemOf: (id) => {
      const problem = problems.find(({ input }) => input === id)
      if (problem === undefined) return undefined
      const isEarly = problem.code === 'REQUIRED' && !touched.has(id) && !wasTried
      return isEarly ? undefined : problem.text
    },
    valueOf: (id) => (hasReference(saved[id]) ? state.explanation?.values[id] : undefined),
    onFocus: setFocused,
    onBlur: (id) => {
      setFocused(undefined)
      touch(id)
    },
  }
  const put = (preset: Preset): void => {
    const inputs = presetInputs(preset, form, saved)
    setExample({ preset, inputs })
    dispatch({ type: 'form', method, values: inputs })
    dispatch({ type: 'variables', variables: presetVariables(preset, state.variables) })
    const { scenario } = state
    if (isPreset(scenario)) dispatch({ type: 'scenario', scenario: undefined })
  }
  const outcomeOf = (name: string) => description?.outcomes.find((outcome) => outcome.name === name)
  return (
    <Panel label="Fields" className="form-panel">
      <PanelHeader
        title={form.title}
        subtitle={description?.description}
        actions={
          <>
            {presets.length > 0 && (
              <Menu
                label="Examples"
                trigger={(trigger) => (
                  <Button {...trigger} size="sm" icon={FileText}>
                    Examples <ChevronDown className="form-panel__chevron" />
                  </Button>
                )}
                groups={[
                  {
                    title: 'Fill the fields from',
                    items: presets.map((preset) => {
                      const outcome = outcomeOf(preset.outcome)
                      return {
                        id: preset.name,
                        label: sentence(preset.name),
                        mark: outcome && <Badge tone={toneOf(outcome)}>{outcome.title}</Badge>,
                        onSelect: () => {
                          put(preset)
                        },
                      }
                    }),
                  },
                ]}
              />
            )}
            <Button
              variant="ghost"
              size="sm"
              icon={Eraser}
              onClick={() => {
                forget()
                setExample(undefined)
                dispatch({ type: 'form', method, values: {} })
              }}
            >
              Clear
            </Button>
          </>
        }
      />
      <div className="form-panel__state">
        {state.explanation === undefined ? (
          <Skeleton lines={1} label="Checking" />
        ) : (
          <FormSummary fields={fields} problems={problems} strict={wasTried} />
        )}
      </div>
      <PanelBody>
        {example?.inputs === saved && (
          <ExampleNote
            preset={example.preset}
            answers={!isLocal(outcomeOf(example.preset.outcome)?.fault)}
            onDismiss={() => {
              setExample(undefined)
            }}
          />
        )}
        <FormContext value={shared}>
          <MethodForm key={epoch} form={form} />
        </FormContext>
      </PanelBody>
    </Panel>
  )
}

/** Whether an outcome comes without an answer of the service, so that there is none to play. */
function isLocal(fault: string | undefined): boolean {
  return fault === 'invalidData' || fault === 'invalidChoice' || fault === 'timeout'
}

function ExampleNote({
  preset: { name },
  answers,
  onDismiss,
}: {
  readonly preset: Preset
  readonly answers: boolean
  readonly onDismiss: () => void
}) {
  const { state, dispatch } = useStudio()
  const { scenario } = state
  const isPlayed = isPreset(scenario) && scenario.preset === name
  return (
    <div className="form-panel__example">
      <Alert
        onDismiss={onDismiss}
        action={
          answers &&
          state.session.emulator !== null && (
            <Button
              variant="ghost"
              size="sm"
              icon={FlaskConical}
              aria-pressed={isPlayed}
              onClick={() => {
                dispatch({ type: 'scenario', scenario: isPlayed ? undefined : { preset: name } })
              }}
            >
              {isPlayed ? 'Answers as in the example' : 'Answer as in the example'}
            </Button>
          )
        }
      >
        Example: {name}
      </Alert>
    </div>
  )
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
