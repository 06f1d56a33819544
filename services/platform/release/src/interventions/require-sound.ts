import { setImmediate } from 'node:timers/promises'
import { nearestNames } from '@portico/micro-app/manifest'
import type { InterventionEffect, ServiceInstance } from '@portico/release'
import { problems, type Transaction } from '@portico/service-kit'
import { type GraphQLSchema, isNonNullType, isObjectType } from 'graphql'
import { listSchemas } from '../graphs/graphs.ts'
import { listInstances } from '../store/instances.ts'
import { type LiveOperation, listLiveOperations } from './live-operations.ts'
import { interventionProblems } from './problems.ts'
import { fieldsOf } from './used-fields.ts'

const MAX_NEAREST = 3
/** An operator must be able to log in, to see the intervention and to end it. */
const NEEDED_APPS: ReadonlySet<string> = new Set(['shell', 'console', 'account'])

/**
 * It names what is there, and would not shut operators out.
 * Throws INVALID_REQUEST, OPERATION_UNKNOWN, FIELD_UNKNOWN with the `nearest` names, FIELD_NEEDED, PLATFORM_LOCKED_OUT.
 */
export async function requireSound(tx: Transaction, effect: InterventionEffect): Promise<void> {
  if (effect.kind === 'limit' && effect.operation === undefined && effect.tenant === undefined)
    throw problems.INVALID_REQUEST('A limit is of an operation, of a tenant, or of both.')
  if (effect.kind === 'degrade') await requireOmittable(tx, effect.field)
  if ((effect.kind === 'limit' || effect.kind === 'block') && effect.operation !== undefined)
    requireForeign(await listLiveOperations(tx), effect.operation)
}

function requireForeign(operations: readonly LiveOperation[], wanted: string): void {
  const found = operations.filter(({ name }) => name === wanted)
  if (found.length === 0) {
    const names = [...new Set(operations.map(({ name }) => name))]
    const nearest = nearestNames(wanted, names, MAX_NEAREST)
    throw interventionProblems.OPERATION_UNKNOWN(`No app has an operation ${wanted}.${meant(nearest)}`, {
      nearest,
    })
  }
  const needing = found.find(({ app }) => NEEDED_APPS.has(app))
  if (needing) throw lockedOut(`${wanted} is an operation of ${needing.app}`)
}

async function requireOmittable(tx: Transaction, wanted: string): Promise<void> {
  const schemas = await listSchemas(tx)
  const fields = schemas.map(schema => findField(schema, wanted)).filter(field => field !== null)
  if (fields.length === 0) {
    const nearest = nearestNames(wanted, schemas.flatMap(listFields), MAX_NEAREST)
    throw interventionProblems.FIELD_UNKNOWN(`The graph has no field ${wanted}.${meant(nearest)}`, {
      nearest,
    })
  }
  if (wanted.startsWith('Mutation.'))
    throw interventionProblems.FIELD_NEEDED(`${wanted} is a write; block the operations that have it.`)
  if (fields.some(({ type }) => isNonNullType(type)))
    throw interventionProblems.FIELD_NEEDED(
      `${wanted} is never null, so clients do not expect an answer without it.`,
    )
  for (const { app, body } of await listLiveOperations(tx)) {
    if (NEEDED_APPS.has(app) && schemas.some(schema => fieldsOf(schema, body).has(wanted)))
      throw lockedOut(`${app} asks for ${wanted}`)
    // Dozens of operations must not keep every other request waiting.
    await setImmediate()
  }
}

/**
 * Where it takes no call any more, another one must. To be asked while no other change happens, or two may drain the last two of a
 * service at one moment. Throws INSTANCE_UNKNOWN with the `nearest` names, LAST_INSTANCE.
 */
export async function requireOther(
  tx: Transaction,
  { instance: wanted, percent }: { instance: string; percent: number },
): Promise<void> {
  const instances = await listInstances(tx)
  const found = instances.find(({ id }) => id === wanted)
  if (!found) {
    const nearest = nearestNames(
      wanted,
      instances.map(({ id }) => id),
      MAX_NEAREST,
    )
    throw interventionProblems.INSTANCE_UNKNOWN(`No instance ${wanted} is registered.${meant(nearest)}`, {
      nearest,
    })
  }
  const { service, tag } = found
  const isOther = (one: ServiceInstance) =>
    one.id !== wanted &&
    one.service === service &&
    one.tag === tag &&
    one.isHealthy &&
    one.share?.percent !== 0
  if (percent > 0 || instances.some(isOther)) return
  throw interventionProblems.LAST_INSTANCE(
    `${wanted} is the only healthy instance of ${service} (${tag}) that is not drained.`,
    { service, tag },
  )
}

export function lockedOut(why: string) {
  return interventionProblems.PLATFORM_LOCKED_OUT(
    `${why}. Operators log in and end interventions by it, so it is left alone.`,
  )
}

function findField(schema: GraphQLSchema, coordinate: string) {
  const [typeName = '', fieldName = ''] = coordinate.split('.')
  const type = schema.getType(typeName)
  return isObjectType(type) ? (type.getFields()[fieldName] ?? null) : null
}

function listFields(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap()).flatMap(type =>
    isObjectType(type) && !type.name.startsWith('__')
      ? Object.keys(type.getFields()).map(name => `${type.name}.${name}`)
      : [],
  )
}

function meant(nearest: readonly string[]): string {
  return nearest.length === 0 ? '' : ` Nearest: ${nearest.join(', ')}.`
}
