import { createServer } from 'node:http'
import { useGraphQlJit } from '@envelop/graphql-jit'
import { buildSchema } from 'graphql'
import { createYoga } from 'graphql-yoga'
import { SDL } from '../work/dashboard.ts'
import { listen } from '../work/listen.ts'
import { raceOptions } from '../work/options.ts'
import { attach } from './attach.ts'
import { createContext } from './resolvers.ts'

// Plain JavaScript: with the types of the package, those of graphql-js are others for the whole program.
const yoga = createYoga({
  schema: attach(buildSchema(SDL)),
  context: createContext,
  logging: false,
  plugins: raceOptions().hasJit ? [useGraphQlJit()] : [],
})
await listen(createServer(yoga))
