import { forbiddenKeys } from '../inputs/plain-json.js'

const suspicious = /__proto__|constructor|prototype|\\u00/

/** Parses an answer; undefined when it is not JSON. Members that could change a prototype are left out. */
export function responseJson(text: string): { readonly value: unknown } | undefined {
  try {
    if (!suspicious.test(text)) return { value: JSON.parse(text) as unknown }
    return { value: JSON.parse(text, (key, value: unknown) => (forbiddenKeys.has(key) ? undefined : value)) as unknown }
  } catch {
    return undefined
  }
}
