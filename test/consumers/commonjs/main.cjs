// A CommonJS program: `import()` works on every Node 20, `require` from 20.19 on.
const assert = require('node:assert/strict')

async function main() {
  const { loadNode } = await import('cjds-flow-node')
  assert.equal((await loadNode()).manifest.id, 'customer-journey-data')
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || minor >= 19) assert.equal(typeof require('cjds-flow-node').createExecutor, 'function')
  assert.equal(require('cjds-flow-node/package.json').flowNode.manifest, 'node-manifest/v1/node.json')
  assert.equal(require('cjds-flow-node/node-manifest/v1/node.json').id, 'customer-journey-data')
  assert.equal(require('cjds-flow-node/schemas/method.schema.json').title, 'Method manifest')
  console.log('commonjs ok')
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
