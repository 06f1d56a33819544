import {
  type DocumentNode,
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  GraphQLObjectType,
  type GraphQLSchema,
  isNonNullType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { OmittedField } from '../load/interventions.ts'
import type { OmissionCode } from './context.ts'
import { forgetPlans } from './query-plan.ts'
import type { RequestContext } from './request-context.ts'

type Resolver = GraphQLFieldResolver<unknown, RequestContext>
type Field = GraphQLField<unknown, RequestContext>

/** Why a field is omitted, by tenant; `all`: of every tenant. */
interface Omission {
  all: OmissionCode | null
  tenants: ReadonlySet<string>
}

/** A field with another resolver for now. */
interface Replaced {
  field: Field
  resolve: Resolver | undefined
}

export interface OmissionState {
  /** Fields marked `@optional` are omitted. */
  isBrownOut: boolean
  byOperator: readonly OmittedField[]
}

/**
 * Fields that are null without their resolvers having run. While there are none, every resolver is the module's own and a request pays
 * nothing; when that changes, the resolvers of these fields are exchanged, and plans are made anew.
 */
export class FieldOmissions {
  readonly #schema: GraphQLSchema
  readonly #optional: readonly string[]
  #omissions: ReadonlyMap<string, Omission> = new Map()
  #replaced: Replaced[] = []
  #byOperator: readonly OmittedField[] = []
  /** Of documents, as long as they live: which fields they ask for. */
  readonly #asked = new WeakMap<DocumentNode, ReadonlySet<string>>()

  constructor(schema: GraphQLSchema) {
    this.#schema = schema
    this.#optional = listOptional(schema)
  }

  set({ isBrownOut, byOperator }: OmissionState): void {
    const omissions = new Map<string, Omission>()
    if (isBrownOut)
      for (const name of this.#optional)
        omissions.set(name, { all: 'OMITTED_UNDER_LOAD', tenants: new Set() })
    for (const [name, wanted] of Map.groupBy(byOperator, ({ field }) => field)) {
      const isForAll = wanted.some(({ tenantId }) => tenantId === null)
      const tenants = new Set(wanted.flatMap(({ tenantId }) => tenantId ?? []))
      const all = isForAll ? 'OMITTED_BY_OPERATOR' : (omissions.get(name)?.all ?? null)
      omissions.set(name, { all, tenants })
    }
    this.#byOperator = byOperator
    this.#exchange(omissions)
  }

  /** Whether an operator has a field of the document omitted: a kept answer may have it still. */
  concerns(document: DocumentNode, tenantId: string): boolean {
    if (this.#byOperator.length === 0) return false
    const asked = this.#askedBy(document)
    return this.#byOperator.some(
      one => asked.has(one.field) && (one.tenantId === null || one.tenantId === tenantId),
    )
  }

  #exchange(omissions: ReadonlyMap<string, Omission>): void {
    if (this.#omissions.size === 0 && omissions.size === 0) return
    this.#omissions = omissions
    for (const { field, resolve } of this.#replaced) field.resolve = resolve
    this.#replaced = []
    for (const [name, omission] of omissions) {
      const field = findField(this.#schema, name)
      // A service may know a field that this gateway does not have, or has as one that is never null.
      if (field && !isNonNullType(field.type)) this.#replace(field, omission)
    }
    forgetPlans()
  }

  #replace(field: Field, { all, tenants }: Omission): void {
    const { resolve } = field
    const own = resolve ?? defaultFieldResolver
    this.#replaced.push({ field, resolve })
    field.resolve = (parent, args, context, info) => {
      const code = tenants.has(context.tenantId) ? 'OMITTED_BY_OPERATOR' : all
      if (code === null) return own(parent, args, context, info)
      context.omitted(info, code)
      return null
    }
  }

  #askedBy(document: DocumentNode): ReadonlySet<string> {
    const known = this.#asked.get(document)
    if (known) return known
    const asked = fieldsIn(this.#schema, document)
    this.#asked.set(document, asked)
    return asked
  }
}

function listOptional(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap()).flatMap(type => {
    if (!(type instanceof GraphQLObjectType)) return []
    const marked = Object.values(type.getFields()).filter(isOptional)
    return marked.map(({ name }) => `${type.name}.${name}`)
  })
}

export function isOptional({ astNode }: Pick<GraphQLField<unknown, unknown>, 'astNode'>): boolean {
  return astNode?.directives?.some(({ name }) => name.value === 'optional') ?? false
}

function findField(schema: GraphQLSchema, coordinate: string): Field | null {
  const [typeName = '', fieldName = ''] = coordinate.split('.')
  const type = schema.getType(typeName)
  return type instanceof GraphQLObjectType ? (type.getFields()[fieldName] ?? null) : null
}

function fieldsIn(schema: GraphQLSchema, document: DocumentNode): ReadonlySet<string> {
  const asked = new Set<string>()
  const types = new TypeInfo(schema)
  const enter = () => {
    const [parent, field] = [types.getParentType(), types.getFieldDef()]
    if (parent && field) asked.add(`${parent.name}.${field.name}`)
  }
  visit(document, visitWithTypeInfo(types, { Field: { enter } }))
  return asked
}
