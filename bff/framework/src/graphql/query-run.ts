import {
  defaultFieldResolver,
  type ExecutionResult,
  GraphQLError,
  type GraphQLLeafType,
  getArgumentValues,
  locatedError,
} from 'graphql'
import { LoaderSlot } from './loader-slot.ts'
import { PlannedInfo } from './planned-info.ts'
import type { FieldPlan, QueryPlan, TypePlan } from './query-plan.ts'
import type { RequestContext } from './request-context.ts'
import { ResponsePath, responsePathOf } from './response-path.ts'

type Values = Record<string, unknown>

const noArguments = Object.freeze({})

/** Runs a plan once. Variables are coerced already. Never rejects: what fails is among the answer's errors. */
export function runPlan(
  plan: QueryPlan,
  variables: Values,
  context: RequestContext,
): Promise<ExecutionResult> {
  return new QueryRun(plan, variables, context).run()
}

/**
 * What graphql-js answers, with other machinery: a value that comes later is written to its place when it comes, instead
 * of a promise for each field and list above it. The answer is ready when nothing is open any more.
 */
class QueryRun {
  readonly #plan: QueryPlan
  readonly #variables: Values
  readonly #context: RequestContext
  readonly #arguments = new Map<FieldPlan, Values>()
  readonly #errors: GraphQLError[] = []
  readonly #finished = Promise.withResolvers<ExecutionResult>()
  #data: Values | null = {}
  #openCount = 1

  constructor(plan: QueryPlan, variables: Values, context: RequestContext) {
    this.#plan = plan
    this.#variables = variables
    this.#context = context
  }

  run(): Promise<ExecutionResult> {
    this.#fillObject(this.#plan.fields, undefined, this.#data ?? {}, undefined)
    this.#close()
    return this.#finished.promise
  }

  #close(): void {
    this.#openCount -= 1
    if (this.#openCount > 0) return
    const errors = this.#errors
    this.#finished.resolve(errors.length > 0 ? { errors, data: this.#data } : { data: this.#data })
  }

  #fillObject(
    fields: readonly FieldPlan[],
    source: unknown,
    into: Values,
    prev: ResponsePath | undefined,
  ): void {
    if (!isObject(source)) {
      for (const field of fields) this.#fill(field, source, into, prev)
      return
    }
    for (const field of fields) {
      if (field.isReady === null) {
        if (!tryText(field, source, into)) this.#fill(field, source, into, prev)
        continue
      }
      const value = source[field.definition.name]
      if (field.isReady(value)) into[field.responseName] = value
      else this.#fill(field, source, into, prev)
    }
  }

  #fill(field: FieldPlan, source: unknown, into: Values, prev: ResponsePath | undefined): void {
    const { responseName, parentType, type } = field
    const path = new ResponsePath(prev, responseName, parentType.name, into, type.isNonNull)
    try {
      this.#take(path, field, type, this.#resolve(path, field, source))
    } catch (error) {
      this.#fail(path, field, error)
    }
  }

  #resolve(path: ResponsePath, field: FieldPlan, source: unknown): unknown {
    const { resolve, name } = field.definition
    if (!resolve) {
      const property = isObject(source) ? source[name] : undefined
      if (typeof property !== 'function') return property
    }
    const info = new PlannedInfo(this.#plan, field, path, this.#variables)
    return (resolve ?? defaultFieldResolver)(source, this.#argumentsOf(field), this.#context, info)
  }

  #take(path: ResponsePath, field: FieldPlan, type: TypePlan, value: unknown): void {
    if (value instanceof LoaderSlot) this.#listen(path, field, type, value)
    else if (isPromise(value)) this.#await(path, field, type, value)
    else this.#write(path, field, type, value)
  }

  /** As `#await`, without a promise. */
  #listen(path: ResponsePath, field: FieldPlan, type: TypePlan, slot: LoaderSlot<unknown>): void {
    if (slot.settled) {
      this.#writeSlot(path, field, type, slot)
      return
    }
    path.set(null)
    this.#openCount += 1
    slot.listen(() => {
      this.#writeSlot(path, field, type, slot)
      this.#close()
    })
  }

  #writeSlot(path: ResponsePath, field: FieldPlan, type: TypePlan, { settled }: LoaderSlot<unknown>): void {
    if (settled?.isFailed) this.#fail(path, field, settled.value)
    else this.#tryWrite(path, field, type, settled?.value)
  }

  /** The place is taken now, so that fields stay in the order they were asked for. */
  #await(path: ResponsePath, field: FieldPlan, type: TypePlan, promise: PromiseLike<unknown>): void {
    path.set(null)
    this.#openCount += 1
    promise.then(
      value => {
        this.#tryWrite(path, field, type, value)
        this.#close()
      },
      error => {
        this.#fail(path, field, error)
        this.#close()
      },
    )
  }

  #tryWrite(path: ResponsePath, field: FieldPlan, type: TypePlan, value: unknown): void {
    try {
      this.#write(path, field, type, value)
    } catch (error) {
      this.#fail(path, field, error)
    }
  }

  #write(path: ResponsePath, field: FieldPlan, type: TypePlan, value: unknown): void {
    if (value instanceof Error) throw value
    if (value === null || value === undefined) {
      if (type.isNonNull) throw new Error(`Cannot return null for non-nullable field ${nameOf(field)}.`)
      path.set(null)
    } else if (type.kind === 'leaf') {
      path.set(serialize(type.leaf, value))
    } else if (type.kind === 'list') {
      this.#writeList(path, field, type.item, value)
    } else {
      const object: Values = {}
      path.set(object)
      this.#fillObject(type.fields, value, object, path)
    }
  }

  #writeList(path: ResponsePath, field: FieldPlan, type: TypePlan, value: unknown): void {
    if (!isIterable(value)) {
      throw new GraphQLError(`Expected Iterable, but did not find one for field "${nameOf(field)}".`)
    }
    const items: unknown[] = []
    path.set(items)
    let index = 0
    for (const item of value) {
      const at = new ResponsePath(path, index, undefined, items, type.isNonNull)
      if (item instanceof LoaderSlot) this.#listen(at, field, type, item)
      else if (isPromise(item)) this.#await(at, field, type, item)
      else this.#tryWrite(at, field, type, item)
      index += 1
    }
  }

  /** Nulls the nearest place that may be null. What fails below a place nulled before is not reported. */
  #fail(failed: ResponsePath, field: FieldPlan, cause: unknown): void {
    const path = failed.nearestNullable()
    if (path?.isNulled() || this.#data === null) return
    if (path) path.nullify()
    else this.#data = null
    this.#errors.push(locatedError(cause, field.nodes, responsePathOf(failed)))
  }

  #argumentsOf(field: FieldPlan): Values {
    const { definition, nodes } = field
    const [node] = nodes
    if (definition.args.length === 0 || !node) return noArguments
    const known = this.#arguments.get(field)
    if (known) return known
    const values = getArgumentValues(definition, node, this.#variables)
    this.#arguments.set(field, values)
    return values
  }
}

/** Most of an answer is text that is there already and needs no place. False: go the long way, to fail as well. */
function tryText({ definition, type, responseName }: FieldPlan, source: unknown, into: Values): boolean {
  if (type.kind !== 'leaf' || definition.resolve || !isObject(source)) return false
  const value = source[definition.name]
  if (typeof value !== 'string') return false
  try {
    into[responseName] = serialize(type.leaf, value)
    return true
  } catch {
    return false
  }
}

function nameOf({ parentType, definition }: FieldPlan): string {
  return `${parentType.name}.${definition.name}`
}

function serialize(leaf: GraphQLLeafType, value: unknown): unknown {
  const text = leaf.serialize(value)
  if (text === null || text === undefined) throw new Error(`${leaf.name} cannot say ${String(value)}`)
  return text
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return isObject(value) && typeof value.then === 'function'
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return isObject(value) && Symbol.iterator in value
}
