import { AsyncLocalStorage } from 'node:async_hooks'
import type { RequestTrace } from './request-trace.ts'

/** What each log line of a request says of it, as far as it is known by then. */
export interface RequestFacts {
  tenant: string | null
  user: string | null
  /** Of GraphQL by its published name, of a service by the pattern of its route. */
  operation: string | null
}

/** One request, message or job; found from wherever its work is carried on. */
export interface RequestScope {
  trace: RequestTrace
  facts: RequestFacts
}

const storage = new AsyncLocalStorage<RequestScope>()

export function beginScope(trace: RequestTrace, known: Partial<RequestFacts> = {}): RequestScope {
  const { tenant = null, user = null, operation = null } = known
  return { trace, facts: { tenant, user, operation } }
}

export function runInScope<T>(scope: RequestScope, work: () => T): T {
  return storage.run(scope, work)
}

export function currentScope(): RequestScope | undefined {
  return storage.getStore()
}

/** Adds to what the request's log lines and its span say; nothing outside of a request. */
export function noteFacts(known: Partial<RequestFacts>): void {
  const facts = currentScope()?.facts
  if (!facts) return
  const { tenant, user, operation } = known
  if (tenant !== undefined) facts.tenant = tenant
  if (user !== undefined) facts.user = user
  if (operation !== undefined) facts.operation = operation
}
