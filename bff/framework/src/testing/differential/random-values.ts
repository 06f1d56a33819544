import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isIntrospectionType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { LoaderSlot } from '../../graphql/loader-slot.ts'
import { Dice } from './dice.ts'

/** How values misbehave. */
export interface Behaviour {
  seed: number
  /** Shares of all values. */
  failing: number
  missing: number
  /** Values that come later; 0: all are there at once, so that errors have one order. */
  later: number
}

type Source = Record<string, unknown> & { key: string }

/**
 * Gives each field a resolver whose values depend on the object it is asked of and on its arguments alone: two executors of one
 * query meet the same ones, whatever their order. Leaves without arguments are properties of their objects instead, as
 * those of services' answers are.
 */
export function fillSchema(schema: GraphQLSchema, behaviour: Behaviour): void {
  const values = new RandomValues(schema, behaviour)
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue
    for (const field of Object.values(type.getFields())) {
      if (type === schema.getQueryType() || !isProperty(field)) field.resolve = values.resolverOf(type, field)
      else delete field.resolve
    }
  }
}

function isProperty({ args, type }: GraphQLField<unknown, unknown>): boolean {
  return args.length === 0 && isLeafType(getNamedType(type))
}

class RandomValues {
  readonly #schema: GraphQLSchema
  readonly #behaviour: Behaviour

  constructor(schema: GraphQLSchema, behaviour: Behaviour) {
    this.#schema = schema
    this.#behaviour = behaviour
  }

  resolverOf(parent: GraphQLObjectType, { name, type }: GraphQLField<unknown, unknown>) {
    return (source: unknown, args: object) => {
      const above = (source as Source | undefined)?.key ?? parent.name
      const key = `${above}.${name}${Object.keys(args).length > 0 ? JSON.stringify(args) : ''}`
      return this.#outcome(type, key, this.#diceOf(key))
    }
  }

  #diceOf(key: string): Dice {
    return new Dice(`${this.#behaviour.seed} ${key}`)
  }

  /** A value, now or later, or a failure in one of the ways there are. */
  #outcome(type: GraphQLOutputType, key: string, dice: Dice): unknown {
    const { failing, later } = this.#behaviour
    const isLater = dice.isBelow(later)
    const ticks = 1 + dice.below(4)
    if (!dice.isBelow(failing)) {
      const value = this.#value(type, key, dice)
      return isLater ? laterBy(ticks, dice.isBelow(0.4), slot => slot.fulfil(value)) : value
    }
    const error = new Error(`${key} fails`)
    if (isLater) return laterBy(ticks, dice.isBelow(0.4), slot => slot.fail(error))
    if (dice.isBelow(0.5)) return error
    throw error
  }

  #value(type: GraphQLOutputType, key: string, dice: Dice): unknown {
    const { missing, failing } = this.#behaviour
    if (isNonNullType(type)) {
      return dice.isBelow(missing / 3) ? null : this.#present(type.ofType, key, dice)
    }
    if (dice.isBelow(missing)) return dice.isBelow(0.5) ? null : undefined
    if (dice.isBelow(failing / 4)) return isLeafType(type) ? { wrong: true } : 7
    return this.#present(type, key, dice)
  }

  #present(type: GraphQLOutputType, key: string, dice: Dice): unknown {
    if (isListType(type)) {
      const items = Array.from({ length: dice.below(4) }, (_, at) => this.#item(type.ofType, `${key}[${at}]`))
      return dice.isBelow(0.1) ? new Set(items) : items
    }
    if (isNonNullType(type)) return this.#value(type, key, dice)
    if (isEnumType(type)) return dice.pick(type.getValues()).value
    if (isLeafType(type)) return leafOf(type.name, dice)
    return this.#object(isObjectType(type) ? type : dice.pick(this.#schema.getPossibleTypes(type)), key)
  }

  /** An item cannot throw, for its list is made before it. */
  #item(type: GraphQLOutputType, key: string): unknown {
    try {
      return this.#outcome(type, key, this.#diceOf(key))
    } catch (error) {
      return error
    }
  }

  #object(type: GraphQLObjectType, key: string): Source {
    const source: Source = { key, __typename: type.name }
    for (const field of Object.values(type.getFields())) {
      if (isProperty(field)) source[field.name] = this.#property(field, `${key}.${field.name}`)
    }
    return source
  }

  /** Now and then a method, which may throw. */
  #property({ type }: GraphQLField<unknown, unknown>, key: string): unknown {
    const dice = this.#diceOf(key)
    const make = () => this.#outcome(type, key, this.#diceOf(`${key}()`))
    if (dice.isBelow(0.1)) return make
    try {
      const value = make()
      return value
    } catch {
      return make
    }
  }
}

function leafOf(name: string, dice: Dice): unknown {
  if (name === 'Int') return dice.below(2000) - 1000
  if (name === 'Float') return dice.below(10_000) / 8
  if (name === 'Boolean') return dice.isBelow(0.5)
  if (name === 'ID') return dice.isBelow(0.3) ? dice.below(100) : `id${dice.below(100)}`
  return dice.isBelow(0.1) ? dice.below(100) : `text ${dice.below(1000)} "ü"\n`
}

/** As a loader gives it, or as a promise; without ticks a loader has it at hand. */
function laterBy(
  ticks: number,
  isSlot: boolean,
  settle: (slot: LoaderSlot<unknown>) => void,
): Promise<unknown> {
  const slot = new LoaderSlot<unknown>()
  if (isSlot && ticks === 1) settle(slot)
  else void afterTicks(ticks).then(() => settle(slot))
  if (isSlot) return ticks > 1 ? slot.map(value => value) : slot
  const promise = slot.finally()
  // A list may be dropped whose items are on their way: then no executor asks for them.
  promise.catch(() => {})
  return promise
}

async function afterTicks(ticks: number): Promise<void> {
  for (let tick = 0; tick < ticks; tick += 1) await null
}
