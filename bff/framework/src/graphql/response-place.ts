import type { GraphQLResolveInfo } from 'graphql'
import type { LoaderSlot, SlotListener } from './loader-slot.ts'
import type { FieldPlan, QueryPlan, TypePlan } from './query-plan.ts'

/** An object or list of the answer, while it is filled. */
export type Shape = Record<string, unknown> | unknown[]

/** The run of a plan, as its places see it. */
export interface PlaceRun {
  readonly plan: QueryPlan
  readonly variables: Record<string, unknown>
  /** What was waited for at the place is there. */
  takeSlot(place: ResponsePlace, slot: LoaderSlot<unknown>): void
}

/**
 * Where a value of the answer belongs: that of a field, or an item of its list. To graphql-js it is the `Path`, to the
 * field's resolver its `info`, and to a loader's slot the listener: one object for all, since one is made for each field with
 * a resolver and each object and list of each answer. Its constructor takes parameters in place of an object of them for the same reason.
 */
export class ResponsePlace implements GraphQLResolveInfo, SlotListener {
  readonly prev: ResponsePlace | undefined
  readonly key: string | number
  /** Of the value, which for an item is that of the list's items. */
  readonly type: TypePlan
  readonly field: FieldPlan
  readonly #run: PlaceRun
  readonly #into: Record<string | number, unknown>
  #isNulled = false

  constructor(
    run: PlaceRun,
    prev: ResponsePlace | undefined,
    key: string | number,
    into: Shape,
    field: FieldPlan,
    type: TypePlan,
  ) {
    this.prev = prev
    this.key = key
    this.type = type
    this.field = field
    this.#run = run
    // A list is written to by index, an object by name.
    this.#into = into as Record<string | number, unknown>
  }

  set(value: unknown): void {
    this.#into[this.key] = value
  }

  /** Undefined: nothing up to the root may be null. */
  nearestNullable(): ResponsePlace | undefined {
    return this.type.isNonNull ? this.prev?.nearestNullable() : this
  }

  /** Null for good, whatever is written below. */
  nullify(): void {
    this.set(null)
    this.#isNulled = true
  }

  isNulled(): boolean {
    return this.#isNulled || (this.prev?.isNulled() ?? false)
  }

  take(slot: LoaderSlot<unknown>): void {
    this.#run.takeSlot(this, slot)
  }

  get typename() {
    return typeof this.key === 'number' ? undefined : this.field.parentType.name
  }

  get path(): this {
    return this
  }

  get rootValue() {
    return undefined
  }

  get fieldName() {
    return this.field.definition.name
  }

  get fieldNodes() {
    return this.field.nodes
  }

  get returnType() {
    return this.field.definition.type
  }

  get parentType() {
    return this.field.parentType
  }

  get variableValues() {
    return this.#run.variables
  }

  get schema() {
    return this.#run.plan.schema
  }

  get fragments() {
    return this.#run.plan.fragments
  }

  get operation() {
    return this.#run.plan.operation
  }
}

/** As an error of the answer says it. */
export function keysOf(place: ResponsePlace): (string | number)[] {
  const keys: (string | number)[] = []
  for (let at: ResponsePlace | undefined = place; at; at = at.prev) keys.push(at.key)
  return keys.reverse()
}
