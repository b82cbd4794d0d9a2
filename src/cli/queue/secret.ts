import { readText } from '../json-file.js'

/**
 * What a variable says, or the file that its namesake with `_FILE` names; undefined when neither says anything.
 * @throws {UsageError} for a file that cannot be read
 */
export async function secret(variable: string, environment: Readonly<NodeJS.ProcessEnv>): Promise<string | undefined> {
  const { [variable]: text = '', [`${variable}_FILE`]: file = '' } = environment
  const found = (text !== '' || file === '' ? text : await readText(file)).trim()
  return found === '' ? undefined : found
}
