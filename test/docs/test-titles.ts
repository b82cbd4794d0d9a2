import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { root } from './scenario.js'

/** The titles of a file's tests, as they stand there. What skips itself is none. */
export function testTitles(file: string): readonly string[] {
  const content = readFileSync(join(root, file), 'utf8')
  // Cases in JSON, whose faults are the titles of the test that reads them.
  if (file.endsWith('.json')) return (JSON.parse(content) as { fault: string }[]).map(({ fault }) => `[${fault}]`)

  const titles: string[] = []
  const faults: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTest(node.expression)) {
      const [title] = node.arguments
      if (title !== undefined && ts.isStringLiteralLike(title)) titles.push(title.text)
    } else if (ts.isStringLiteralLike(node) && /^F\d{3}$/.test(node.text)) faults.push(`[${node.text}]`)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, content, ts.ScriptTarget.Latest, true))
  return titles.some((title) => title.startsWith('[$fault]')) ? [...titles, ...faults] : titles
}

/** `test(…)`, `it(…)`, `test.each(…)(…)` and the like. */
function isTest(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === 'test' || callee.text === 'it'
  if (ts.isCallExpression(callee)) return isEach(callee.expression)
  return false
}

const isEach = (callee: ts.Expression): boolean =>
  ts.isPropertyAccessExpression(callee) && callee.name.text === 'each' && isTest(callee.expression)
