import type { ManifestFiles } from '../../api.js'
import type { ManifestProblem } from '../../../manifest/problem.js'

type Texts = ManifestFiles['files']

/** The documents of the manifest as they are being edited. */
export interface Draft {
  /** By path, as they stand in the editor. */
  readonly files: Texts
  /** As loaded or saved last; a file that had changed before it was looked at is missing. */
  readonly saved: Texts
  /** The texts that the server checked last. */
  readonly checked: Texts
  /** What was wrong with them; empty when they were taken. */
  readonly problems: readonly ManifestProblem[]
  /** What can be undone in each file, as the editor writes it down. */
  readonly histories: Readonly<Record<string, unknown>>
}

export function openDraft({ files, changed }: ManifestFiles): Draft {
  const saved = Object.fromEntries(Object.entries(files).filter(([file]) => !changed.includes(file)))
  return { files, saved, checked: files, problems: [], histories: {} }
}

export function changedFiles({ files, saved }: Draft): readonly string[] {
  return Object.keys(files).filter((file) => files[file] !== saved[file])
}

/** Whether the server has seen every text as it stands. */
export function isChecked({ files, checked }: Draft): boolean {
  return files === checked || Object.keys(files).every((file) => files[file] === checked[file])
}
