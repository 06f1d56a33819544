import { defineIntegrationTestSuite } from '@apollo/server-integration-testsuite'
import { expect, test } from 'vitest'
import { serveFront } from './apollo-suite/front-server.ts'
import { refusedNames } from './apollo-suite/jest-globals.ts'
import { REFUSED } from './apollo-suite/refused.ts'

/** Apollo's own tests of what a server says over HTTP, on the front of the gateway. Several payloads an answer are no part of the graph. */
defineIntegrationTestSuite(serveFront as never, { noIncrementalDelivery: true })

test('every test that is listed as refused is one of the suite', () => {
  expect([...refusedNames].sort()).toEqual([...REFUSED.keys()].sort())
})
