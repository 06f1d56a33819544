import fastify from 'fastify'
import mercurius, { type IResolvers } from 'mercurius'
import { SDL } from '../work/dashboard.ts'
import { ready } from '../work/listen.ts'
import { createContext, resolvers } from './resolvers.ts'

const app = fastify({ logger: false })
await app.register(mercurius, {
  schema: SDL,
  resolvers: resolvers as unknown as IResolvers,
  context: createContext as never,
  jit: 1,
})
ready(await app.listen({ host: '127.0.0.1', port: 0 }))
