import type { Static, TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'

const validators = new WeakMap<TSchema, Validator>()

/** The value as the schema types it, or an error that names the first place where it differs. */
export function checkAnswer<A extends TSchema>(schema: A, value: unknown): Static<A> {
  const validator = validators.get(schema) ?? compile(schema)
  if (validator.Check(value)) return value as Static<A>
  const [error] = validator.Errors(value)
  throw new Error(error ? `${error.instancePath || '/'} ${error.message}` : 'not of the expected shape')
}

export function isAnswer<A extends TSchema>(schema: A, value: unknown): value is Static<A> {
  return (validators.get(schema) ?? compile(schema)).Check(value)
}

function compile(schema: TSchema): Validator {
  const validator: Validator = Compile(schema)
  validators.set(schema, validator)
  return validator
}
