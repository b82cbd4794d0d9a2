// Writes docs/dependencies.md: what a consumer installs and why, from the lockfile and the packages themselves. `--check`
// writes nothing, and fails when the document is not up to date or a rule of the supply chain is broken. `--root DIR` looks
// at another project, for the tests of the rules.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'

/** Why each direct dependency is worth its weight. One without a reason is not taken. */
const reasons = {
  '@hono/node-server': 'serves the emulator and the studio on Node.js',
  ajv: 'executes the JSON Schemas of manifests and inputs',
  'ajv-formats': 'the formats of JSON Schema that manifests use',
  axios: 'the default transport, so that a host can bring its own interceptors and agents',
  commander: 'the command line: options, help, suggestions',
  leven: '“Did you mean …?” in lint and on the command line',
  hono: 'the routes of the emulator and the studio',
  'jsonc-parser': 'places in manifests, for messages with line and column, and edits that keep the layout',
  picocolors: 'colours on a terminal',
  scslre: 'proves that the patterns of manifests are linear',
  'simple-oauth2': 'the OAuth 2.0 code grant and refresh',
}

/** What a package of the production tree may be licensed under: nothing that asks more than a notice. */
const licences = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'BlueOak-1.0.0'])

const argument = process.argv.indexOf('--root')
const root = argument < 0 ? fileURLToPath(new URL('..', import.meta.url)) : process.argv[argument + 1]
const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'))
const { packages } = read('package-lock.json')
const { dependencies } = read('package.json')
const production = Object.entries(packages)
  .filter(([path, { dev, optional, devOptional, peer }]) => path !== '' && !dev && !optional && !devOptional && !peer)
  .map(([path, entry]) => ({ path, name: path.replace(/^.*node_modules\//, ''), ...entry }))

const problems = [
  ...Object.keys(dependencies)
    .filter((name) => !(name in reasons))
    .map(
      (name) => `${name} has no reason in scripts/dependencies.mjs; write why it is worth its weight, or remove it.`,
    ),
  ...Object.keys(reasons)
    .filter((name) => !(name in dependencies))
    .map((name) => `${name} has a reason but is no dependency; remove it from scripts/dependencies.mjs.`),
  ...production
    .filter(({ hasInstallScript }) => hasInstallScript)
    .map(({ name }) => `${name} runs a script when it is installed; take another package, or another version.`),
  ...production
    .filter(({ license }) => !licences.has(license))
    .map(({ name, license }) => `${name} is licensed under ${license ?? 'nothing known'}; take another package.`),
  ...Object.entries(packages)
    .filter(([path, { integrity, link }]) => path !== '' && !link && !/^sha512-/.test(integrity ?? ''))
    .map(([path]) => `${path} has no sha512 in package-lock.json; remove it there and run npm install.`),
  ...Object.entries(packages)
    .filter(([, { resolved }]) => resolved !== undefined)
    .map(([path]) => `${path} has an address in package-lock.json; install with omit-lockfile-registry-resolved=true.`),
]

const file = join(root, 'docs/dependencies.md')
const text = problems.length > 0 ? '' : await format(document(), { parser: 'markdown', ...(await resolveConfig(file)) })
if (problems.length === 0 && !process.argv.includes('--check')) writeFileSync(file, text)
else if (problems.length === 0 && (!existsSync(file) || readFileSync(file, 'utf8') !== text))
  problems.push('docs/dependencies.md is not up to date; run node scripts/dependencies.mjs and commit the result.')
for (const problem of problems) console.error(problem)
if (problems.length === 0) console.log(`${production.length} packages in the production tree, none runs a script`)
process.exit(problems.length === 0 ? 0 : 1)

function document() {
  const direct = Object.keys(dependencies).map((name) => {
    const tree = treeOf(`node_modules/${name}`)
    const own = packages[`node_modules/${name}`]
    const weight = [...tree].reduce((sum, path) => sum + sizeOf(path), 0)
    return [name, reasons[name], keeperOf(name), own.license, tree.size - 1, kilobytes(weight)]
  })
  const all = production.map(({ path, name, version, license }) => [
    name,
    version,
    license,
    neededBy(path).join(', '),
    kilobytes(sizeOf(path)),
  ])
  all.sort(([one], [other]) => (one < other ? -1 : Number(one > other)))
  const total = kilobytes(production.reduce((sum, { path }) => sum + sizeOf(path), 0))
  return `# Dependencies

What \`npm install cjds-flow-node\` brings, and why. Written by \`node scripts/dependencies.mjs\`; \`npm run check:dependencies\`
fails when a package comes, goes or grows without it, when one runs a script at installation, when a licence asks for more than
a notice, and when the lockfile has an entry without a checksum or with an address.

## Chosen

Weights are unpacked, each with all that it needs; what two of them need counts for both.

${table(['Package', 'Why it is there', 'Kept at', 'Licence', 'Others it needs', 'kB'], direct)}

Not installed unless asked for: undici for the [second transport](transports.md), bullmq and ioredis for [queues](scale.md), of
which the [doctor](doctor.md#redis) needs ioredis alone, @opentelemetry/api for [telemetry](telemetry.md), and
json-schema-to-typescript for \`cjds-node types\`. The studio's page and the dialogs for Node-RED are built; what the page has
inside is listed with its licences in \`dist/studio/page/licenses.md\` of the package.

## All of them

${production.length} packages, ${total} kB.

${table(['Package', 'Version', 'Licence', 'Needed by', 'kB'], all)}

## What is checked

| What                                                    | By                                             |
| ------------------------------------------------------- | ---------------------------------------------- |
| this document, licences, install scripts, the lockfile  | \`npm run check:dependencies\`                   |
| dependencies that nothing uses, or that are not listed  | \`npm run check:unused\`                         |
| what the package contains, and that it works installed  | \`npm run check:package\`                        |
| each package is the one that was locked                 | \`npm ci\`, by the sha512 of the lockfile        |

Releases are to be made by a continuous-integration job that npm knows, with provenance: \`publishConfig\` of \`package.json\`
asks for it, so that \`npm publish\` from anybody's machine fails. What remains before the first one: the address of the
repository in \`package.json\`, which provenance is checked against, and that job.
`
}

/** The paths of a package and of all that it needs, as Node.js would find them. */
function treeOf(path, seen = new Set()) {
  if (seen.has(path)) return seen
  seen.add(path)
  for (const name of Object.keys(packages[path].dependencies ?? {})) treeOf(resolve(path, name), seen)
  return seen
}

function resolve(from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`
    if (path in packages) return path
    if (folder === '') throw new Error(`${name}, which ${from} needs, is not in the lockfile`)
  }
}

/** The direct dependencies that bring a package. */
function neededBy(path) {
  return Object.keys(dependencies).filter((name) => treeOf(`node_modules/${name}`).has(path))
}

function keeperOf(name) {
  const { repository } = read(`node_modules/${name}/package.json`)
  const [, owner, project] = /(?:github\.com[/:])?([\w.-]+)\/([\w.-]+?)(?:\.git)?$/.exec(repository.url ?? repository)
  return `[${owner}](https://github.com/${owner}/${project})`
}

/** Bytes of a package's own files. */
function sizeOf(path) {
  return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((name) => !name.slice(join(root, path).length).includes('/node_modules/'))
    .reduce((sum, name) => sum + statSync(name).size, 0)
}

function kilobytes(bytes) {
  return Math.max(1, Math.round(bytes / 1000)).toLocaleString('en')
}

function table(header, rows) {
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
