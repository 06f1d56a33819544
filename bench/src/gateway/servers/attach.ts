import { type GraphQLSchema, isObjectType } from 'graphql'
import { resolvers } from './resolvers.ts'

/** Gives the fields of a schema their resolvers. */
export function attach(schema: GraphQLSchema): GraphQLSchema {
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName)
    if (!isObjectType(type)) throw new Error(`There is no type ${typeName}`)
    for (const [name, resolve] of Object.entries(fields))
      Object.assign(type.getFields()[name] ?? {}, { resolve })
  }
  return schema
}
