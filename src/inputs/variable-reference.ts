/** What a variable may be called, `node.output` included: letters and digits of any script. For the flag `u`. */
export const variableName = '[\\p{L}\\p{N}_][\\p{L}\\p{N}_.\\-]*'

/** `$(name)`; other uses of a dollar sign are plain text. For the flag `u`, and so for `pattern` in JSON Schema. */
export const variableReference = `\\$\\(${variableName}\\)`
