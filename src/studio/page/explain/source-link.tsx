import { useStudio } from '../state/studio-context.js'
import './source-link.css'

/** The line of the manifest that a step follows; goes there. */
export function SourceLink({ source }: { readonly source: { readonly file: string; readonly line: number } }) {
  const { dispatch } = useStudio()
  return (
    <button
      type="button"
      className="source-link"
      onClick={() => {
        dispatch({ type: 'place', ...source })
      }}
    >
      {source.file}:{source.line}
    </button>
  )
}
