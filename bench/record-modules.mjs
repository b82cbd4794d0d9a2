// Imported before a program: when it ends, the file named by RECORD_MODULES lists what it loaded.
import { appendFileSync } from 'node:fs'
import { createRequire, register } from 'node:module'

const file = process.env.RECORD_MODULES
const { cache } = createRequire(import.meta.url)
register('./record-modules-hooks.mjs', import.meta.url, { data: file })
process.on('exit', () => {
  const required = Object.keys(cache).map((path) => `file://${path}`)
  const internal = process.moduleLoadList.map((name) => name.replace(/^(NativeModule|Internal Binding) /, '$1:'))
  appendFileSync(file, [...required, ...internal, ''].join('\n'))
})
