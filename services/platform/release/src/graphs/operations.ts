import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { type DocumentNode, type GraphQLSchema, parse, validate } from 'graphql'
import { artifactProblems } from '../manifests/problems.ts'

interface Operation {
  id: string
  name: string
  body: string
}

/** The largest of ours has 400; comparing fields with each other is quadratic. */
const MAX_TOKENS = 4000

/**
 * Whether every graph has what the operations ask for; without a graph they are parsed only.
 * Throws OPERATION_ID, and OPERATION_INVALID with all that is wrong as `operations: [{name, message}]`.
 */
export async function checkOperations(
  operations: readonly Operation[],
  schemas: readonly GraphQLSchema[],
): Promise<void> {
  const misnamed = operations.filter(({ id, body }) => id !== createHash('sha256').update(body).digest('hex'))
  if (misnamed.length > 0) {
    const names = misnamed.map(({ name }) => name)
    throw artifactProblems.OPERATION_ID(`The id of ${names.join(', ')} is not the hash of its text.`, {
      operations: names,
    })
  }
  const wrong: { name: string; message: string }[] = []
  for (const { name, body } of operations) {
    const message = findFault(body, schemas)
    if (message !== null) wrong.push({ name, message })
    // Hundreds of operations must not keep every other request waiting.
    await setImmediate()
  }
  if (wrong.length === 0) return
  const names = wrong.map(({ name }) => name).join(', ')
  throw artifactProblems.OPERATION_INVALID(`The graph does not have what ${names} asks for.`, {
    operations: wrong,
  })
}

/** The first thing a graph does not have; null: every graph answers it. */
export function findFault(body: string, schemas: readonly GraphQLSchema[]): string | null {
  try {
    const document = parse(body, { maxTokens: MAX_TOKENS })
    const [fault] = schemas.flatMap(schema => faultsOf(schema, document))
    return fault ?? null
  } catch (error) {
    // A syntax error, or a nesting so deep that the parser has no stack left.
    return error instanceof Error ? error.message : String(error)
  }
}

function faultsOf(schema: GraphQLSchema, document: DocumentNode): string[] {
  return validate(schema, document).map(({ message }) => message)
}
