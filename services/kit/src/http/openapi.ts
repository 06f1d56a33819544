import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import Type from 'typebox'

/** RFC 9457; a problem's own facts stand beside these. */
const ProblemBody = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  code: Type.String({ description: 'What to branch on.' }),
  errors: Type.Optional(
    Type.Array(Type.Object({ path: Type.String(), code: Type.String(), message: Type.String() })),
  ),
})

const problemResponse = {
  description: 'What went wrong, by its code.',
  content: { 'application/problem+json': { schema: ProblemBody } },
}

/** Documents the requests and answers the routes declare, and that each may answer a problem instead. */
export function openApiOptions(name: string): FastifyDynamicSwaggerOptions {
  return {
    openapi: { openapi: '3.1.0', info: { title: `Portico ${name}`, version: '1' } },
    transform: ({ schema, url }) => {
      const answers = typeof schema?.response === 'object' ? schema.response : {}
      return { schema: { ...schema, response: { ...answers, default: problemResponse } }, url }
    },
  }
}
