import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInputType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type NamedTypeNode,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql'
import type { Dice } from './dice.ts'

export interface RandomQuery {
  source: string
  variables: Record<string, unknown>
}

interface Declared {
  name: string
  type: string
  /** As written; null: none. */
  fallback: string | null
}

const MAX_DEPTH = 5
const MAX_FIELDS = 40

/** One query of a schema, valid but for the rare merge of fields that differ. `isPlain`: without directives and abstract types. */
export function writeQuery(schema: GraphQLSchema, dice: Dice, isPlain: boolean): RandomQuery {
  return new QueryWriter(schema, dice, isPlain).write()
}

/** Values for the variables of an operation; one that may be left out sometimes is. */
export function writeVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  dice: Dice,
): Record<string, unknown> {
  const writer = new QueryWriter(schema, dice, true)
  const given = variableDefinitions.flatMap(({ variable, type: node, defaultValue }) => {
    const type = typeFromAST(schema, node as NamedTypeNode)
    if (!type || !isInputType(type)) throw new Error(`$${variable.name.value} has no type that can be given.`)
    const isNeeded = isNonNullType(type) && defaultValue === undefined
    return isNeeded || dice.isBelow(0.6) ? [[variable.name.value, writer.valueOf(type)] as const] : []
  })
  return Object.fromEntries(given)
}

class QueryWriter {
  readonly #schema: GraphQLSchema
  readonly #dice: Dice
  readonly #isPlain: boolean
  readonly #declared: Declared[] = []
  readonly #variables: Record<string, unknown> = {}
  readonly #fragments: string[] = []
  /** Type -> fragments that may be spread there again. */
  readonly #byType = new Map<string, string[]>()
  #fieldCount = 0

  constructor(schema: GraphQLSchema, dice: Dice, isPlain: boolean) {
    this.#schema = schema
    this.#dice = dice
    this.#isPlain = isPlain
  }

  write(): RandomQuery {
    const query = this.#schema.getQueryType()
    if (!query) throw new Error('The schema has no query.')
    const body = this.#selections(query, 0)
    const declared = this.#declared.map(
      ({ name, type, fallback }) => `$${name}: ${type}${fallback === null ? '' : ` = ${fallback}`}`,
    )
    const head = declared.length > 0 ? `query Q(${declared.join(', ')})` : 'query Q'
    return { source: [`${head} ${body}`, ...this.#fragments].join('\n'), variables: this.#variables }
  }

  valueOf(type: GraphQLInputType): unknown {
    return this.#json(type, 0)
  }

  #selections(type: GraphQLOutputType, depth: number): string {
    const count = 1 + this.#dice.below(depth > 2 ? 3 : 5)
    const parts = Array.from({ length: count }, () => this.#selection(type, depth)).filter(Boolean)
    return `{ ${parts.length > 0 ? parts.join(' ') : '__typename'} }`
  }

  #selection(type: GraphQLOutputType, depth: number): string {
    const dice = this.#dice
    if (dice.isBelow(0.08)) return `${dice.isBelow(0.3) ? 'kind: ' : ''}__typename`
    if (dice.isBelow(isAbstractType(type) ? 0.5 : 0.2)) return this.#fragment(type, depth)
    if (!isObjectType(type) && !isInterfaceType(type)) return '__typename'
    const fields = Object.values(type.getFields()).filter(field => this.#mayAsk(field, depth))
    return fields.length > 0 ? this.#field(dice.pick(fields), depth) : '__typename'
  }

  #mayAsk({ type }: GraphQLField<unknown, unknown>, depth: number): boolean {
    const named = getNamedType(type)
    if (this.#isPlain && isAbstractType(named)) return false
    return !isCompositeType(named) || (depth < MAX_DEPTH && this.#fieldCount < MAX_FIELDS)
  }

  #field({ name, args, type }: GraphQLField<unknown, unknown>, depth: number): string {
    this.#fieldCount += 1
    const given = args.flatMap(argument => {
      const isNeeded = isNonNullType(argument.type) && argument.defaultValue === undefined
      if (!isNeeded && this.#dice.isBelow(0.4)) return []
      return [`${argument.name}: ${this.#input(argument.type, argument.defaultValue !== undefined)}`]
    })
    // What is asked with other arguments must have another name.
    const isNamed = given.length > 0 || this.#dice.isBelow(0.15)
    const alias = isNamed ? `${name}${this.#dice.below(1000)}: ` : ''
    const named = getNamedType(type)
    const below = isCompositeType(named) ? ` ${this.#selections(named, depth + 1)}` : ''
    return `${alias}${name}${given.length > 0 ? `(${given.join(', ')})` : ''}${this.#directive()}${below}`
  }

  #fragment(type: GraphQLOutputType, depth: number): string {
    const dice = this.#dice
    const on = this.#conditionFor(type)
    const known = this.#byType.get(on) ?? []
    if (known.length > 0 && dice.isBelow(0.3)) return `...${dice.pick(known)}${this.#directive()}`
    const named = this.#schema.getType(on)
    if (!isCompositeType(named)) return '__typename'
    const body = this.#selections(named, depth + 1)
    if (dice.isBelow(0.5)) {
      const condition = on === getNamedType(type).name && dice.isBelow(0.3) ? '' : ` on ${on}`
      return `...${condition}${this.#directive()} ${body}`
    }
    const name = `F${this.#fragments.length}`
    this.#fragments.push(`fragment ${name} on ${on} ${body}`)
    this.#byType.set(on, [...known, name])
    return `...${name}${this.#directive()}`
  }

  /** A type that objects of `type` may have. */
  #conditionFor(type: GraphQLOutputType): string {
    const named = getNamedType(type)
    if (isAbstractType(named) && this.#dice.isBelow(0.7))
      return this.#dice.pick(this.#schema.getPossibleTypes(named)).name
    const interfaces = isObjectType(named) ? named.getInterfaces() : []
    return interfaces.length > 0 && !this.#isPlain && this.#dice.isBelow(0.3)
      ? this.#dice.pick(interfaces).name
      : named.name
  }

  #directive(): string {
    const dice = this.#dice
    if (this.#isPlain || !dice.isBelow(0.2)) return ''
    const condition = dice.isBelow(0.5)
      ? String(dice.isBelow(0.5))
      : this.#declare('Boolean!', dice.isBelow(0.5), true)
    return ` @${dice.isBelow(0.5) ? 'skip' : 'include'}(if: ${condition})`
  }

  /** A literal, or a variable with or without a default, given or not. */
  #input(type: GraphQLInputType, hasDefault: boolean): string {
    const isVariable = this.#dice.isBelow(0.4)
    if (!isVariable) return this.#literal(type, 0)
    const value = this.#json(type, 0)
    return this.#declare(String(type), value, !isNonNullType(type) || hasDefault)
  }

  #declare(type: string, value: unknown, mayBeLeftOut: boolean): string {
    const dice = this.#dice
    const name = `v${this.#declared.length}`
    const isPlain = value !== null && typeof value !== 'object' && !/^[A-Z]/.test(String(value))
    const fallback = mayBeLeftOut && isPlain && dice.isBelow(0.4) ? JSON.stringify(value) : null
    this.#declared.push({ name, type, fallback })
    const isOptional = fallback !== null || !type.endsWith('!')
    if (!isOptional || dice.isBelow(0.6)) this.#variables[name] = value
    return `$${name}`
  }

  #literal(type: GraphQLInputType, depth: number): string {
    if (isNonNullType(type)) return this.#literal(type.ofType, depth)
    if (isListType(type))
      return `[${this.#times(2)
        .map(() => this.#literal(type.ofType, depth))
        .join(', ')}]`
    if (isEnumType(type)) return this.#dice.pick(type.getValues()).name
    if (!isInputObjectType(type)) return JSON.stringify(this.#json(type, depth))
    const given = this.#fieldsOf(type, depth).map(
      field => `${field.name}: ${this.#literal(field.type, depth + 1)}`,
    )
    return `{${given.join(', ')}}`
  }

  #json(type: GraphQLInputType, depth: number): unknown {
    if (isNonNullType(type)) return this.#json(type.ofType, depth)
    if (isListType(type)) return this.#times(2).map(() => this.#json(type.ofType, depth))
    if (isEnumType(type)) return this.#dice.pick(type.getValues()).name
    if (isInputObjectType(type)) {
      return Object.fromEntries(
        this.#fieldsOf(type, depth).map(field => [field.name, this.#json(field.type, depth + 1)]),
      )
    }
    return scalarValue(type.name, this.#dice)
  }

  #fieldsOf(type: Extract<GraphQLInputType, { getFields(): unknown }>, depth: number) {
    return Object.values(type.getFields()).filter(field => {
      const isNeeded = isNonNullType(field.type) && field.defaultValue === undefined
      return isNeeded || (depth < 2 && this.#dice.isBelow(0.5))
    })
  }

  #times(max: number): null[] {
    return new Array<null>(this.#dice.below(max + 1)).fill(null)
  }
}

function scalarValue(name: string, dice: Dice): unknown {
  if (name === 'Int') return dice.below(50)
  if (name === 'Float') return dice.below(50) / 4
  if (name === 'Boolean') return dice.isBelow(0.5)
  if (name === 'DateTime') return '2010-12-01T00:00:00Z'
  if (name === 'Date') return '2010-12-01'
  if (name === 'Decimal') return `${dice.below(50)}.5`
  return `t${dice.below(50)}`
}
