import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  assertValidSchema,
  buildASTSchema,
  concatAST,
  GraphQLInterfaceType,
  type GraphQLNamedType,
  GraphQLObjectType,
  GraphQLScalarType,
  type GraphQLSchema,
  GraphQLUnionType,
  parse,
  Source,
} from 'graphql'
import { guardFields } from './field-guard.ts'
import type { FieldResolver, GraphModule, TypeResolvers } from './module.ts'

/**
 * Joins the modules' type definitions and resolvers into one executable schema, permissions and page sizes enforced.
 * Throws, naming the module, for a resolver of a type or field the schema does not have.
 */
export function buildGraph(modules: readonly GraphModule[]): GraphQLSchema {
  const schema = buildASTSchema(concatAST(modules.map(parseModule)))
  assertValidSchema(schema)
  for (const module of modules) attachResolvers(schema, module)
  guardFields(schema)
  return schema
}

function parseModule({ typeDefs }: GraphModule) {
  const path = fileURLToPath(typeDefs)
  return parse(new Source(readFileSync(path, 'utf8'), path))
}

function attachResolvers(schema: GraphQLSchema, module: GraphModule): void {
  for (const [typeName, resolvers] of Object.entries(module.resolvers)) {
    const type = schema.getType(typeName)
    if (!type) throw new Error(`Module ${module.name} resolves ${typeName}, which no schema file defines`)
    if (resolvers instanceof GraphQLScalarType) attachScalar(type, resolvers)
    else attachFields(module, type, resolvers)
  }
}

function attachScalar(
  type: GraphQLNamedType,
  { serialize, parseValue, parseLiteral }: GraphQLScalarType,
): void {
  Object.assign(type, { serialize, parseValue, parseLiteral })
}

function attachFields({ name }: GraphModule, type: GraphQLNamedType, resolvers: TypeResolvers): void {
  for (const [fieldName, resolve] of Object.entries(resolvers)) {
    if (!attachField(type, fieldName, resolve)) {
      throw new Error(`Module ${name} resolves ${type.name}.${fieldName}, which no schema file defines`)
    }
  }
}

/** graphql-js types its resolvers by `any`; a module's own types meet them here. */
function attachField(type: GraphQLNamedType, fieldName: string, resolve: FieldResolver): boolean {
  if (type instanceof GraphQLInterfaceType || type instanceof GraphQLUnionType) {
    if (fieldName !== '__resolveType') return false
    Object.assign(type, { resolveType: resolve })
    return true
  }
  const field = type instanceof GraphQLObjectType ? type.getFields()[fieldName] : undefined
  if (field) Object.assign(field, { resolve })
  return field !== undefined
}
