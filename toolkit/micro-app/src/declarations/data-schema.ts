/**
 * What a value looks like, as data: the part of JSON Schema that shells check without evaluating code, and of which TypeScript
 * types can be written. Schemas that TypeBox makes of objects, arrays, unions, literals and plain values are such ones. Empty: any value.
 */
export interface DataSchema {
  type?: DataType
  enum?: readonly PlainValue[]
  const?: PlainValue
  anyOf?: readonly DataSchema[]
  properties?: Readonly<Record<string, DataSchema>>
  /** Names of `properties` that are always there. */
  required?: readonly string[]
  /** Left out: any. */
  additionalProperties?: boolean | DataSchema
  items?: DataSchema
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  /** For readers; it is written into the types of others. */
  description?: string
}

export type DataType = 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'array' | 'object'
export type PlainValue = string | number | boolean | null

/** Limits that a value must not be below, and those it must not be above. */
export const LOWER_LIMITS = ['minimum', 'minLength', 'minItems'] as const
export const UPPER_LIMITS = ['maximum', 'maxLength', 'maxItems'] as const

/** An event that an app sends to others, in `events` of `portico.app.ts`; its name begins with the app's. */
export interface EventDeclaration {
  /** Begins at 1; raised where what the event means changes. */
  version: number
  payload: DataSchema
  /** When it is sent; for readers. */
  what?: string
}

/** A slot that an app has for others, in `slots` of `portico.app.ts`. */
export interface SlotDeclaration {
  /** Begins at 1; raised where what the slot is for changes. */
  version: number
  /** Values that are handed to each contribution. */
  context: Readonly<Record<string, DataSchema>>
  /** What a contribution may call: name -> parameters, in their order. */
  calls?: Readonly<Record<string, Readonly<Record<string, DataSchema>>>>
  /** Where it is; for readers. */
  what?: string
}

/** What an app declares for others. */
export interface Declared {
  events?: Readonly<Record<string, EventDeclaration>>
  slots?: Readonly<Record<string, SlotDeclaration>>
}

export type EventUse = 'listens' | 'sends'

/** What an app uses of others, as they declared it when it was built. The build writes it from the code. */
export interface Consumed {
  events?: Readonly<Record<string, ConsumedEvent>>
  slots?: Readonly<Record<string, ConsumedSlot>>
}

export interface ConsumedEvent {
  /** The app that declares it. */
  owner: string
  uses: readonly EventUse[]
  payload: DataSchema
}

export interface ConsumedSlot extends Pick<SlotDeclaration, 'context' | 'calls'> {
  owner: string
}
