import { buildView } from '../views/view.js'
import { always, type ApiOperation, type Call, type Enveloped } from './operation.js'
import { JOURNEY_READ, PERSON_VIEW_READ } from './scopes.js'

const BASE = '/v1/api/progressive-profile-view/workspace-id/{workspaceId}'

type Whose = 'identity' | 'person-id'
type Which = 'template-name' | 'template-id'

function view({ store, param, now }: Call, whose: Whose): Enveloped {
  const workspaceId = param('workspaceId')
  const person =
    whose === 'identity'
      ? store.persons.getByAlias(workspaceId, param('person'))
      : store.persons.get(workspaceId, param('person'))
  const template = store.templates.get(workspaceId, param('template'))
  const events = store.events.list(workspaceId, person.aliases)
  return {
    meta: { workspaceId, personId: person.id, templateId: template.id },
    data: [buildView(template, person, events, now)],
  }
}

const viewOperation = (id: string, whose: Whose, which: Which, scopes: readonly string[]): ApiOperation => ({
  id,
  kind: 'api',
  method: 'GET',
  path: `${BASE}/${whose}/{person}/${which}/{template}`,
  summary: `Progressive profile view by ${whose} and ${which}; a template's name and id are taken in either place`,
  scopes,
  success: always(200),
  handle: (call) => view(call, whose),
})

export const viewOperations: readonly ApiOperation[] = [
  viewOperation('views.getByIdentityAndTemplateName', 'identity', 'template-name', JOURNEY_READ),
  viewOperation('views.getByIdentityAndTemplateId', 'identity', 'template-id', JOURNEY_READ),
  viewOperation('views.getByPersonIdAndTemplateName', 'person-id', 'template-name', PERSON_VIEW_READ),
  viewOperation('views.getByPersonIdAndTemplateId', 'person-id', 'template-id', PERSON_VIEW_READ),
]
