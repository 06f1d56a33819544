import { enterSpan, inSpan, noteAttributes, noteFacts, noteSubjects } from '@portico/telemetry'
import {
  type DocumentNode,
  execute,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql'
import { AppError } from '../errors/app-error.ts'
import type { Interventions } from '../load/interventions.ts'
import { type Load, textPoints } from '../load/load.ts'
import { type Who, whoOf } from '../load/who.ts'
import { type AnswerKeeper, type AnswerPlace, computedOf } from './answer-keeper.ts'
import { plainAnswerType } from './answer-type.ts'
import { costOf } from './cost.ts'
import type { PreparedDocument } from './document-shelf.ts'
import { assertLength, type DocumentSource, type GraphDocuments } from './documents.ts'
import type { GraphAnswer, GraphExecutor, GraphRequest, HttpRequest } from './executor.ts'
import type { FieldOmissions } from './field-omissions.ts'
import type { RequestContext } from './request-context.ts'

/** Whose answers say what they cost. */
const READS_COST = 'platform.release.read'

export interface GraphRunnerParts {
  schema: GraphQLSchema
  documents: GraphDocuments
  load: Load
  executor: GraphExecutor
  /** Null: no answer is kept, as where mocks answer. */
  keeper?: AnswerKeeper | null
  /** Left out: none. */
  interventions?: Interventions
  omissions?: FieldOmissions
  /** An answer was made that may be kept: `name` is its key without the revisions. */
  onKept?(name: string, request: GraphRequest, context: RequestContext): void
}

interface Asked {
  prepared: PreparedDocument
  operation: OperationDefinitionNode
  request: GraphRequest
  context: RequestContext
}

/** Runs an operation when its document is sound, its cost is within every budget, and its turn has come. */
export class GraphRunner {
  readonly #parts: GraphRunnerParts

  constructor(parts: GraphRunnerParts) {
    this.#parts = parts
  }

  /**
   * Faults: DocumentRefused, OPERATION_RESOLUTION_FAILURE, OPERATION_TOO_COSTLY, USER_BUDGET_SPENT, TENANT_BUDGET_SPENT,
   * TENANT_BUSY, GATEWAY_BUSY, OPERATION_BLOCKED, RATE_LIMITED, JOB_DRY_RUN.
   */
  async run(request: GraphRequest, context: RequestContext): Promise<GraphAnswer> {
    const { documents } = this.#parts
    const who = whoOf(context.caller)
    const prepared = documents.findSource(request) ?? (await this.#prepare(request, who))
    const operation = chooseOperation(this.#parts.schema, prepared.document, request.operationName)
    context.notes.operationName = request.isRegistered ? (operation.name?.value ?? null) : null
    if (request.isRegistered) noteSubjects(() => idsIn(request.variables))
    prioritize(context, operation.operation === OperationTypeNode.MUTATION)
    const { interventions, omissions, keeper } = this.#parts
    if (interventions && !interventions.isOpen)
      interventions.admitOperation(context.notes.operationName, who.tenantId)
    const asked = { prepared, operation, request, context }
    const isKept = keeper && !omissions?.concerns(prepared.document, who.tenantId)
    const place = isKept ? keeper.find({ ...asked, variables: request.variables }, context) : null
    const type = place ? plainAnswerType(request.headers.accept) : null
    return place && type !== null ? this.#findOrRun(asked, place, type) : this.#run(asked)
  }

  /** What is wrong with a request that has no operation. */
  refuse(request: HttpRequest, context: RequestContext): Promise<GraphAnswer> {
    return this.#parts.executor.refuse(request, context)
  }

  /** What is kept costs its caller nothing but the call: no service is asked. */
  async #findOrRun(asked: Asked, place: AnswerPlace, type: string): Promise<GraphAnswer> {
    const compute = async (isRenewal = false) => {
      if (isRenewal) asked.context.callContext.priority = 'background'
      // Until here it was the framework that looked.
      asked.context.notes.isPersonal = false
      const computed = computedOf(await this.#run(asked), place, asked.context)
      if (computed.services !== null) this.#parts.onKept?.(place.nameOf(), asked.request, asked.context)
      return computed
    }
    const { answers } = place
    const found = answers.findNow(place.question, compute)
    const outcome = found ? { kept: found } : await answers.answer(place.question, compute)
    if ('computed' in outcome) return outcome.computed
    const { kept } = outcome
    noteFacts({ operation: nameIn(asked.operation.operation, asked.context.notes.operationName) })
    return { status: 200, headers: { 'content-type': type }, body: kept.body, kept }
  }

  /** Priced, charged, and in its turn. */
  async #run({ prepared, operation, request, context }: Asked): Promise<GraphAnswer> {
    const { load, executor } = this.#parts
    const who = whoOf(context.caller)
    const points = this.#price(prepared, operation, request.variables)
    load.budgets.charge(who, points)
    if (context.permissions.has(READS_COST))
      context.notes.cost = { points, limit: load.maxQueryPoints, left: load.budgets.left(who) }
    const turn = load.turns.takeNow(who.tenantId, points) ?? (await load.turns.take(who.tenantId, points))
    const { text, document } = prepared
    const work = () => executor.execute({ ...request, query: text }, context, { document, operation })
    const about = aboutOperation(operation.operation, context.notes.operationName)
    // Of a batch several are under way at once.
    const span = request.isBatched ? null : enterSpan(about)
    try {
      return await (request.isBatched ? inSpan(about, work) : work())
    } catch (error) {
      span?.fail(error)
      throw error
    } finally {
      span?.leave()
      turn.leave()
    }
  }

  /** New text is charged before anything of it is read, whether it is sound or not: to find out is the work. */
  async #prepare(source: DocumentSource, who: Who): Promise<PreparedDocument> {
    const { load, documents } = this.#parts
    assertLength(source.query)
    const points = textPoints(source.query.length)
    load.budgets.charge(who, points)
    const turn = await load.turns.take(who.tenantId, points)
    try {
      return documents.prepare(source)
    } finally {
      turn.leave()
    }
  }

  #price({ document }: PreparedDocument, operation: OperationDefinitionNode, variables: unknown): number {
    const { schema, load } = this.#parts
    const given = typeof variables === 'object' && variables !== null ? variables : {}
    const points = Math.ceil(costOf(schema, document, operation, given as Record<string, unknown>))
    if (points <= load.maxQueryPoints) return points
    throw new AppError(
      'OPERATION_TOO_COSTLY',
      `The operation may answer ${points} fields; ${load.maxQueryPoints} is the limit. Ask for smaller pages.`,
      { points, limit: load.maxQueryPoints },
    )
  }
}

/** What a batch job asks, no person waits for: services that have much to do refuse it first. Faults: JOB_DRY_RUN. */
function prioritize({ callContext, job }: RequestContext, isWrite: boolean): void {
  if (job?.isDryRun && isWrite) throw new AppError('JOB_DRY_RUN')
  if (job) callContext.priority = 'background'
  else if (isWrite) callContext.priority = 'write'
}

const ID_NAME = /^id$|Id$/

/** Ids that a published operation is asked with, by which its trace is found: they name no person. */
function idsIn(variables: unknown): string[] {
  if (typeof variables !== 'object' || variables === null) return []
  return Object.entries(variables).flatMap(([name, value]) =>
    ID_NAME.test(name) && typeof value === 'string' ? [value] : [],
  )
}

/** A name that no published app has stays out of log and spans: it is the client's to choose. */
function aboutOperation(kind: string, published: string | null) {
  const name = nameIn(kind, published)
  noteFacts({ operation: name })
  noteAttributes(() => ({ 'portico.operation': name }))
  return () => ({ name, attributes: { 'graphql.operation.type': kind } })
}

function nameIn(kind: string, published: string | null): string {
  return `${kind} ${published ?? 'anonymous'}`
}

const MAX_SAID_CHARACTERS = 300

/** Faults: OPERATION_RESOLUTION_FAILURE. */
function chooseOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  given: unknown,
): OperationDefinitionNode {
  const name = typeof given === 'string' && given !== '' ? given : undefined
  const operation = getOperationAST(document, name)
  if (!operation) throw unresolved(whyNone(schema, document, name))
  if (operation.operation !== OperationTypeNode.SUBSCRIPTION) return operation
  throw unresolved('Subscriptions are no part of this graph.')
}

/** In the words of graphql-js, which runs nothing then. */
function whyNone(schema: GraphQLSchema, document: DocumentNode, operationName?: string): string | undefined {
  const said = execute({ schema, document, operationName })
  return 'errors' in said ? said.errors?.[0]?.message.slice(0, MAX_SAID_CHARACTERS) : undefined
}

function unresolved(message?: string): AppError {
  return new AppError('OPERATION_RESOLUTION_FAILURE', message)
}
