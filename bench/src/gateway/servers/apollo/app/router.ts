import { ApolloServer, HeaderMap } from '@apollo/server'
import type { Application } from 'egg'
import { buildSchema } from 'graphql'
import { SDL } from '../../../work/dashboard.ts'
import { attach } from '../../attach.ts'
import { createContext } from '../../resolvers.ts'

const apollo = new ApolloServer({ schema: attach(buildSchema(SDL)) })
const started = apollo.start()

export default (app: Application) => {
  app.router.post('/graphql', async context => {
    await started
    const headers = new HeaderMap()
    for (const [name, value] of Object.entries(context.headers)) headers.set(name, String(value))
    const httpGraphQLRequest = { method: 'POST', headers, search: '', body: context.request.body }
    const answer = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest,
      context: async () => createContext(),
    })
    if (answer.body.kind !== 'complete') throw new Error('The answer comes in parts')
    context.status = answer.status ?? 200
    for (const [name, value] of answer.headers) context.set(name, value)
    context.body = answer.body.string
  })
}
