import { undiciTransport } from '../../src/transport/undici-transport.js'
import { transportSuite } from './transport-suite.js'

transportSuite('undici transport', () => undiciTransport())
