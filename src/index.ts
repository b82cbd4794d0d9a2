export { FlowNodeError } from './errors/flow-node-error.js'
