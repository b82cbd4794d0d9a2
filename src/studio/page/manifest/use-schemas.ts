import { useEffect, useState } from 'react'
import { useStudio } from '../state/studio-context.js'
import type { Schemas } from './schema.js'

const names = ['node', 'method', 'options', 'overlay', 'definitions'] as const

/** The schemas of the manifest language; undefined until they have come. Without them one can write, unaided. */
export function useSchemas(): Schemas | undefined {
  const { server } = useStudio()
  const [schemas, setSchemas] = useState<Schemas>()
  useEffect(() => {
    let stale = false
    void Promise.all(names.map(async (name) => [name, await server.schema(name)] as const)).then(
      (entries) => {
        if (!stale) setSchemas(Object.fromEntries(entries))
      },
      () => undefined,
    )
    return () => {
      stale = true
    }
  }, [server])
  return schemas
}
