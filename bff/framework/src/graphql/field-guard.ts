import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  GraphQLObjectType,
  type GraphQLSchema,
  getDirectiveValues,
  isNonNullType,
} from 'graphql'
import { AppError } from '../errors/app-error.ts'
import type { GraphContext } from './context.ts'
import { isOptional } from './field-omissions.ts'

type Field = GraphQLField<unknown, GraphContext>
type Resolver = GraphQLFieldResolver<unknown, GraphContext>

const MAX_PAGE_SIZE = 200

/** Puts the rules of fields before their resolvers: `@requires`, `@deadline`, and the size of a page. */
export function guardFields(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(type instanceof GraphQLObjectType) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields())) guardField(schema, field)
  }
}

function guardField(schema: GraphQLSchema, field: Field): void {
  if (isOptional(field)) assertOmittable(field)
  if (field.args.some(({ name }) => name === 'first'))
    field.resolve = withPageSize(field.resolve ?? defaultFieldResolver)
  const seconds = directiveValue(schema, field, 'deadline', 'seconds')
  if (seconds !== null)
    field.resolve = withDeadline(Number(seconds) * 1000, field.resolve ?? defaultFieldResolver)
  const permission = directiveValue(schema, field, 'requires', 'permission')
  if (permission !== null) field.resolve = withPermission(permission, field.resolve ?? defaultFieldResolver)
}

/** Throws for a field that an answer cannot be without, or of which nothing would be saved. */
function assertOmittable({ name, type, resolve }: Field): void {
  if (isNonNullType(type)) throw new Error(`${name} is @optional and so must be nullable`)
  if (!resolve) throw new Error(`${name} is @optional and has no resolver: to omit it saves nothing`)
}

/** Null where the field does not carry the directive. */
function directiveValue(schema: GraphQLSchema, field: Field, name: string, argument: string): string | null {
  const directive = schema.getDirective(name)
  const values = directive && field.astNode ? getDirectiveValues(directive, field.astNode) : undefined
  return values ? String(values[argument]) : null
}

/** Inside the permission: who may not have the field gets no more time by asking for it. */
function withDeadline(timeoutMs: number, resolve: Resolver): Resolver {
  return (parent, args, context, info) => {
    context.extendDeadline(timeoutMs)
    return resolve(parent, args, context, info)
  }
}

function withPermission(permission: string, resolve: Resolver): Resolver {
  return (parent, args, context, info) => {
    if (context.permissions.has(permission)) return resolve(parent, args, context, info)
    throw new AppError('FORBIDDEN', `The permission ${permission} is needed.`, { permission })
  }
}

function withPageSize(resolve: Resolver): Resolver {
  return (parent, args, context, info) => {
    const first: unknown = args.first
    const isSound =
      first === undefined || first === null || (Number(first) >= 1 && Number(first) <= MAX_PAGE_SIZE)
    if (isSound) return resolve(parent, args, context, info)
    throw new AppError('INVALID_REQUEST', `first must be from 1 to ${MAX_PAGE_SIZE}.`)
  }
}
