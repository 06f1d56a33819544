import type { SessionInfo } from '@portico/micro-app/page-state'
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql'
import { LRUCache } from 'lru-cache'
import type { AnswerCache } from '../cache/answer-cache.ts'
import {
  type AnswerAudience,
  type AnswerKey,
  type AnswerScope,
  answerKey,
  audienceOf,
  type Revisions,
  revisionsOf,
} from '../cache/answer-key.ts'
import type { AnswerQuestion, Computed } from '../cache/answer-types.ts'
import { keyPrefix } from '../cache/cache-key.ts'
import { cachePolicyOf } from './cache-policy.ts'
import type { PreparedDocument } from './document-shelf.ts'
import type { GraphAnswer } from './executor.ts'
import { coerceVariables } from './query-variables.ts'
import type { RequestContext } from './request-context.ts'

/** A filter of hundreds of ids is asked for once. */
const MAX_VARIABLES = 2_048
const MAX_OPERATIONS = 2_000
/** Identity is sent whose session asks, so that what it says may be about that user. */
const PERSONAL_SERVICE = 'identity'

interface Asked {
  prepared: PreparedDocument
  operation: OperationDefinitionNode
  variables: unknown
}

/** Of one request, what its answer is found by. */
export interface AnswerPlace {
  /** The key, without the revisions; only an answer that is made needs it. */
  nameOf(): string
  answers: AnswerCache
  question: AnswerQuestion
  scope: AnswerScope
  keyOf(): AnswerKey
  learn(services: readonly string[]): void
}

/** Finds which answers may be kept, and by which key: the schema says the former, the request and where its calls go the latter. */
export class AnswerKeeper {
  readonly answers: AnswerCache
  readonly #schema: GraphQLSchema
  readonly #known = new LRUCache<string, KnownOperation>({ max: MAX_OPERATIONS })
  /** The same by what is at hand with each request, without an id that is put together. */
  readonly #byNode = new WeakMap<OperationDefinitionNode, KnownOperation>()

  constructor(schema: GraphQLSchema, answers: AnswerCache) {
    this.#schema = schema
    this.answers = answers
  }

  /** Null: the answer is not to be kept. */
  find({ prepared, operation, variables: given }: Asked, context: RequestContext): AnswerPlace | null {
    const policy = cachePolicyOf(this.#schema, prepared.document, operation)
    if (!policy) return null
    const variables = this.#write(operation, given)
    if (variables === null) return null
    const known = this.#byNode.get(operation) ?? this.#note(prepared, operation)
    const { id } = known
    const { tenantId, locale, caller } = context
    const audience = audienceIn(caller, policy.scope)
    const keyOf = () => {
      const revisions = reachedBy(known, context)
      return answerKey({ tenantId, operation: id, variables, audience, locale, revisions })
    }
    const operationName = context.notes.operationName ?? 'anonymous'
    const { freshMs, staleMs, scope } = policy
    return {
      nameOf: () => keyPrefix([tenantId, id, variables, audience, locale]),
      answers: this.answers,
      question: { tenantId, key: keyOf(), operation: operationName, lifetime: { freshMs, staleMs } },
      scope,
      keyOf,
      learn: services => learn(known, services),
    }
  }

  #write(operation: OperationDefinitionNode, given: unknown): string | null {
    if (given !== undefined && given !== null && (typeof given !== 'object' || Array.isArray(given)))
      return null
    const coerced = coerceVariables(this.#schema, operation, (given ?? {}) as Record<string, unknown>)
    const text = coerced && JSON.stringify(coerced)
    return text !== null && text.length <= MAX_VARIABLES ? text : null
  }

  #note({ hash }: PreparedDocument, operation: OperationDefinitionNode): KnownOperation {
    const id = `${hash} ${operation.name?.value ?? ''}`
    const known = this.#known.get(id) ?? { id, services: [], reached: [], revisions: revisionsOf([]) }
    this.#known.set(id, known)
    this.#byNode.set(operation, known)
    return known
  }
}

interface KnownOperation {
  readonly id: string
  /** That it was seen to reach, by name: their revisions are parts of the key. */
  services: readonly string[]
  /** Their revisions, as they were for the request before, which mostly are those of the next, too. */
  reached: string[]
  revisions: Revisions
}

function reachedBy(known: KnownOperation, { revisionOf }: RequestContext): Revisions {
  const { services, reached } = known
  let isOther = false
  for (let at = 0; at < services.length; at += 1) {
    const revision = revisionOf(services[at] as string)
    if (revision === reached[at]) continue
    reached[at] = revision
    isOther = true
  }
  if (isOther)
    known.revisions = revisionsOf(services.map((service, at) => [service, reached[at] ?? ''] as const))
  return known.revisions
}

function learn(known: KnownOperation, reached: readonly string[]): void {
  if (reached.every(service => known.services.includes(service))) return
  known.services = [...new Set([...known.services, ...reached])].sort()
  known.reached = []
}

/**
 * What an execution came to, for the cache. An answer is kept only where it is whole, all of it came from the revisions of its
 * key, and nothing in it was made for one user where others would get it.
 */
export function computedOf(
  answer: GraphAnswer,
  { scope, keyOf, learn }: AnswerPlace,
  { callContext: { route }, notes }: RequestContext,
): Computed<GraphAnswer> {
  const services = route.services()
  learn(services)
  const isPersonal = notes.isPersonal || services.includes(PERSONAL_SERVICE)
  const isSound = answer.isWhole === true && !route.hasLeft && (scope === 'USER' || !isPersonal)
  return { answer, body: answer.body, services: isSound ? services : null, key: keyOf() }
}

/** A session is one object for as long as nothing of it changes. */
const audiences = new WeakMap<SessionInfo, Map<AnswerScope, AnswerAudience>>()

function audienceIn(session: SessionInfo, scope: AnswerScope): AnswerAudience {
  const known = audiences.get(session) ?? new Map<AnswerScope, AnswerAudience>()
  const found = known.get(scope)
  if (found) return found
  const { user, permissions, tenant } = session
  const audience = audienceOf(scope, { userId: user.id, permissions, tenant })
  audiences.set(session, known.set(scope, audience))
  return audience
}
