import {
  defaultFieldResolver,
  type ExecutionResult,
  GraphQLError,
  type GraphQLLeafType,
  locatedError,
} from 'graphql'
import { isReady, NEVER_READY } from './leaf-tests.ts'
import { LoaderSlot } from './loader-slot.ts'
import type { FieldPlan, QueryPlan, TypePlan } from './query-plan.ts'
import type { RequestContext } from './request-context.ts'
import { keysOf, type PlaceRun, ResponsePlace } from './response-place.ts'

type Values = Record<string, unknown>

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
class QueryRun implements PlaceRun {
  readonly plan: QueryPlan
  readonly variables: Values
  readonly #context: RequestContext
  /** Of fields that have some. */
  readonly #arguments = new Map<FieldPlan, Values>()
  readonly #errors: GraphQLError[] = []
  readonly #finished = Promise.withResolvers<ExecutionResult>()
  #data: Values | null
  #openCount = 1

  constructor(plan: QueryPlan, variables: Values, context: RequestContext) {
    this.plan = plan
    this.variables = variables
    this.#context = context
    this.#data = { ...plan.root.empty }
  }

  run(): Promise<ExecutionResult> {
    this.#fillObject(this.plan.root.fields, undefined, this.#data ?? {}, undefined)
    this.#close()
    return this.#finished.promise
  }

  takeSlot(place: ResponsePlace, slot: LoaderSlot<unknown>): void {
    this.#writeSlot(place, slot)
    this.#close()
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
    prev: ResponsePlace | undefined,
  ): void {
    if (!isObject(source)) {
      for (const field of fields) this.#fill(field, source, into, prev)
      return
    }
    for (const field of fields) {
      const { ready } = field
      if (ready === NEVER_READY) {
        if (!tryText(field, source, into)) this.#fill(field, source, into, prev)
        continue
      }
      const value = source[field.definition.name]
      if (isReady(ready, value)) into[field.responseName] = value
      else this.#fill(field, source, into, prev)
    }
  }

  #fill(field: FieldPlan, source: unknown, into: Values, prev: ResponsePlace | undefined): void {
    const place = new ResponsePlace(this, prev, field.responseName, into, field, field.type)
    try {
      this.#put(place, this.#resolve(place, source))
    } catch (error) {
      this.#fail(place, error)
    }
  }

  #resolve(place: ResponsePlace, source: unknown): unknown {
    const { field } = place
    const { resolve, name } = field.definition
    if (!resolve) {
      const property = isObject(source) ? source[name] : undefined
      if (typeof property !== 'function') return property
    }
    return (resolve ?? defaultFieldResolver)(source, this.#argumentsOf(field), this.#context, place)
  }

  /** What is not there yet is written when it comes. */
  #put(place: ResponsePlace, value: unknown): void {
    if (value instanceof LoaderSlot) this.#listen(place, value)
    else if (isPromise(value)) this.#await(place, value)
    else this.#write(place, value)
  }

  /** As `#await`, without a promise. */
  #listen(place: ResponsePlace, slot: LoaderSlot<unknown>): void {
    if (slot.isSettled) {
      this.#writeSlot(place, slot)
      return
    }
    this.#openCount += 1
    slot.listen(place)
  }

  #writeSlot(place: ResponsePlace, { isFailed, value }: LoaderSlot<unknown>): void {
    if (isFailed) this.#fail(place, value)
    else this.#tryWrite(place, value)
  }

  #await(place: ResponsePlace, promise: PromiseLike<unknown>): void {
    this.#openCount += 1
    promise.then(
      value => {
        this.#tryWrite(place, value)
        this.#close()
      },
      error => {
        this.#fail(place, error)
        this.#close()
      },
    )
  }

  #tryWrite(place: ResponsePlace, value: unknown): void {
    try {
      this.#write(place, value)
    } catch (error) {
      this.#fail(place, error)
    }
  }

  #write(place: ResponsePlace, value: unknown): void {
    const { type } = place
    if (value instanceof Error) throw value
    if (value === null || value === undefined) {
      if (type.isNonNull) throw new Error(`Cannot return null for non-nullable field ${nameOf(place.field)}.`)
      place.set(null)
    } else if (type.kind === 'leaf') {
      place.set(serialize(type.leaf, value))
    } else if (type.kind === 'list') {
      this.#writeList(place, type.item, value)
    } else {
      const object: Values = { ...type.object.empty }
      place.set(object)
      this.#fillObject(type.object.fields, value, object, place)
    }
  }

  #writeList(place: ResponsePlace, type: TypePlan, value: unknown): void {
    if (!isIterable(value)) {
      throw new GraphQLError(`Expected Iterable, but did not find one for field "${nameOf(place.field)}".`)
    }
    const items: unknown[] = []
    place.set(items)
    const ready = type.kind === 'leaf' ? type.ready : NEVER_READY
    let index = 0
    for (const item of value) {
      const isThere = isReady(ready, item)
      items.push(isThere ? item : null)
      if (!isThere) this.#putItem(new ResponsePlace(this, place, index, items, place.field, type), item)
      index += 1
    }
  }

  #putItem(place: ResponsePlace, item: unknown): void {
    if (item instanceof LoaderSlot) this.#listen(place, item)
    else if (isPromise(item)) this.#await(place, item)
    else this.#tryWrite(place, item)
  }

  /** Nulls the nearest place that may be null. What fails below a place nulled before is not reported. */
  #fail(failed: ResponsePlace, cause: unknown): void {
    const place = failed.nearestNullable()
    if (place?.isNulled() || this.#data === null) return
    if (place) place.nullify()
    else this.#data = null
    this.#errors.push(locatedError(cause, failed.field.nodes, keysOf(failed)))
  }

  /** The same for each object of a list. */
  #argumentsOf(field: FieldPlan): Values {
    if (field.definition.args.length === 0) return field.readArguments(this.variables)
    const known = this.#arguments.get(field)
    if (known) return known
    const values = field.readArguments(this.variables)
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
