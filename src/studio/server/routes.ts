import { readFileSync } from 'node:fs'
import type { ChoicesRequest, Invocation, JourneyRequest, ManifestFiles, NewMethod, RunRequest } from '../api.js'
import type { Route } from './app.js'
import { StudioError } from './studio-error.js'
import type { Studio } from './studio.js'
import type { Workbench } from './workbench.js'
import { packageRoot } from '../../package-root.js'

/** The requests of `src/studio/api.ts`. */
export function studioRoutes(studio: Studio, workbench: Workbench): readonly Route[] {
  return [
    { method: 'GET', path: '/session', answer: () => studio.session() },
    { method: 'POST', path: '/explain', body: 'explain', answer: ({ body }) => studio.explain(body as Invocation) },
    { method: 'POST', path: '/choices', body: 'choices', answer: ({ body }) => studio.choices(body as ChoicesRequest) },
    { method: 'POST', path: '/runs', body: 'run', answer: ({ body }) => studio.run(body as RunRequest) },
    { method: 'GET', path: '/runs/:id/clear', answer: ({ param }) => studio.clearRun(param('id')) },
    { method: 'POST', path: '/journey', body: 'journey', answer: ({ body }) => studio.journey(body as JourneyRequest) },
    { method: 'GET', path: '/manifest', answer: () => workbench.files() },
    {
      method: 'PUT',
      path: '/manifest',
      body: 'files',
      answer: ({ body }) => workbench.check((body as ManifestFiles).files),
    },
    {
      method: 'POST',
      path: '/manifest/methods',
      body: 'newMethod',
      answer: ({ body }) => workbench.begin(body as NewMethod),
    },
    { method: 'POST', path: '/manifest/save', body: 'nothing', answer: () => studio.save() },
    { method: 'GET', path: '/schemas/:name', answer: ({ param }) => readSchema(param('name')) },
  ]
}

const schemas = ['definitions', 'node', 'method', 'options', 'overlay']

/** @throws {StudioError} 404 */
function readSchema(name: string): unknown {
  if (!schemas.includes(name)) throw new StudioError(404, 'NOT_FOUND', `The schemas are ${schemas.join(', ')}.`)
  return JSON.parse(readFileSync(new URL(`schemas/${name}.schema.json`, packageRoot), 'utf8')) as unknown
}
