import { axiosTransport } from '../../src/transport/axios-transport.js'
import { transportSuite } from './transport-suite.js'

transportSuite('axios transport', () => axiosTransport())
