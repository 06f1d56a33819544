import { createServer } from 'node:http'
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime'
import { buildSchema } from 'graphql'
import { SDL } from '../work/dashboard.ts'
import { listen } from '../work/listen.ts'
import { attach } from './attach.ts'
import { createContext } from './resolvers.ts'

/**
 * Plain JavaScript: with the types of the package, those of graphql-js are others for the whole program.
 * Its runtime over one local schema, so that it calls the services as the others do, and no further graph.
 */
const schema = attach(buildSchema(SDL))
const gateway = createGatewayRuntime({
  supergraph: schema,
  unifiedGraphHandler: () => ({ unifiedGraph: schema, getSubgraphSchema: () => schema }),
  logging: false,
  maskedErrors: false,
  landingPage: false,
  plugins: () => [
    {
      onContextBuilding: ({ extendContext }) => extendContext(createContext()),
    },
  ],
})
await listen(createServer(gateway))
