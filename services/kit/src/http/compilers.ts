import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import type { FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify'
import type { TSchema } from 'typebox'

/**
 * To compile its schemas was 60 % of a service's start, and three of five stand in several routes or services: each is compiled
 * once a process. What is made depends on the schema alone (and, for checks, on whether texts are to be converted), for no
 * service adds shared schemas to Fastify. Schemas are constants of contracts and must not be changed once they are used.
 */
function oncePerSchema<Made>(compile: (schema: TSchema) => Made): (schema: TSchema) => Made {
  const made = new WeakMap<TSchema, Made>()
  return schema => {
    const known = made.get(schema)
    if (known !== undefined) return known
    const compiled = compile(schema)
    made.set(schema, compiled)
    return compiled
  }
}

/** Compilers are given the route, and make nothing of it. */
const ANY_ROUTE = { method: '', url: '', httpStatus: '' }

/** JSON has types of its own. */
const checkBody = oncePerSchema(schema =>
  TypeBoxValidatorCompiler({ ...ANY_ROUTE, schema, httpPart: 'body' }),
)
/** Addresses and headers are texts, of which numbers and the like are made. */
const checkTexts = oncePerSchema(schema => TypeBoxValidatorCompiler({ ...ANY_ROUTE, schema }))

/** As `TypeBoxValidatorCompiler`. */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) =>
  httpPart === 'body' ? checkBody(schema) : checkTexts(schema)

const compileSerializer = SerializerSelector()({}, {})
const writeJson = oncePerSchema(schema => compileSerializer({ ...ANY_ROUTE, schema }))

/** As Fastify's own. */
export const serializerCompiler: FastifySerializerCompiler<TSchema> = ({ schema }) => writeJson(schema)
