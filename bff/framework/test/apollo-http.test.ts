import { defineIntegrationTestSuite } from '@apollo/server-integration-testsuite'
import { serveFront } from './apollo-suite/front-server.ts'

/** Apollo's own tests of what a server says over HTTP, on the front of the gateway. Several payloads an answer are no part of the graph. */
defineIntegrationTestSuite(serveFront as never, { noIncrementalDelivery: true })
