import type { CallingApp } from '@portico/micro-app/page-state'
import { noteAttributes } from '@portico/telemetry'
import type { GraphRequest, HttpRequest } from '../graphql/executor.ts'
import { IllFormed } from '../graphql/ill-formed.ts'
import type { KeptTexts } from '../graphql/kept-texts.ts'
import { findOperation, type PersistedMode } from '../graphql/operations.ts'
import type { AppOperations, Operations } from '../graphql/published-operations.ts'
import type { RequestContext } from '../graphql/request-context.ts'
import { DEVELOPER_HEADER, type DeveloperGrants } from '../release/developer-grants.ts'
import type { TabRouting } from '../release/tab-routing.ts'
import type { Log } from '../telemetry/log.ts'
import type { AskedOperation } from './graph-parameters.ts'

export interface OperationResolverParts {
  operations: Operations
  mode: PersistedMode
  grants: Pick<DeveloperGrants, 'require'>
  /** Left out: a client's texts are kept for none of its later calls. */
  texts?: KeptTexts | null
  log: Log
}

/** What is run, and under which hash its text may be asked for from then on. */
export interface ResolvedOperation {
  request: GraphRequest
  hash: string | null
}

/** Which app calls, and what it may name by id. */
interface Calling {
  context: RequestContext
  app: CallingApp | null
  known: AppOperations
}

/** From what a request asks for to the text that is run. */
export class OperationResolver {
  readonly #parts: OperationResolverParts

  constructor(parts: OperationResolverParts) {
    this.#parts = parts
  }

  /** What the app that calls may name by id; a promise where it was not read before. */
  knownOf(app: CallingApp | null, tab: TabRouting | null): AppOperations | Promise<AppOperations> {
    const { operations } = this.#parts
    return operations.ofNow(app) ?? operations.of(app, tab)
  }

  /** A promise where a grant or a kept text must be looked at. Faults: those of `findOperation` and of a grant. */
  resolve(
    request: HttpRequest,
    operation: AskedOperation,
    calling: Calling,
  ): ResolvedOperation | Promise<ResolvedOperation> {
    const { reference, operationName, variables } = operation
    const { texts = null, log } = this.#parts
    const { app, known, context } = calling
    // What a job asks stands in its script, and in no app.
    const mode = context.job ? 'prefer' : this.#parts.mode
    if (app) noteAttributes(() => ({ 'portico.app': `${app.name}@${app.version}` }))
    context.notes.app = known.name
    const grant = request.method === 'POST' ? request.headers[DEVELOPER_HEADER]?.toString() : undefined
    const isGrantAsked = mode === 'require' && grant !== undefined
    const found = findOperation(reference, known.known, {
      mode: isGrantAsked ? 'prefer' : mode,
      keepsTexts: texts !== null,
    })
    if ('wanted' in found) return this.#findText(request, operation, found.wanted, context)
    const { query, isRegistered, hash } = found
    if (mode === 'report' && !isRegistered) noteUnregistered(log, query)
    const resolved = {
      request: { ...request, query, operationName, variables, isRegistered },
      hash,
    }
    return isGrantAsked && !isRegistered ? this.#requireGrant(grant, calling).then(() => resolved) : resolved
  }

  /** Once its text has run: it is sound then, and was paid for. */
  keep({ tenantId }: RequestContext, { request, hash }: ResolvedOperation): void {
    if (hash !== null) this.#parts.texts?.keep(tenantId, hash, request.query)
  }

  /** Faults: IllFormed, where it is not kept. */
  async #findText(
    request: HttpRequest,
    { operationName, variables }: AskedOperation,
    hash: string,
    { tenantId }: RequestContext,
  ): Promise<ResolvedOperation> {
    const { mode, texts, log } = this.#parts
    const query = await texts?.find(tenantId, hash)
    if (query === undefined) throw new IllFormed()
    if (mode === 'report') noteUnregistered(log, query)
    return { request: { ...request, query, operationName, variables, isRegistered: false }, hash: null }
  }

  #requireGrant(secret: string, { app, context }: Calling): Promise<void> {
    const { tenantId, caller } = context
    return this.#parts.grants.require({
      secret,
      app: app?.name ?? null,
      tenant: tenantId,
      user: caller.user.id,
    })
  }
}

function noteUnregistered(log: Log, query: string): void {
  log.info('operation.unregistered', { query: query.slice(0, 500) })
}
