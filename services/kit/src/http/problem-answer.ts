import { TENANT_HEADER } from '@portico/service-client'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Problem } from '../problems/problem.ts'
import { hasChanged } from './caller-leaves.ts'
import { placeOf } from './place.ts'
import { inScopeOf } from './request-scopes.ts'
import { toProblem } from './to-problem.ts'

/** Answers any error as problem+json; what is not the caller's fault is logged here, once. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const problem = toProblem(error)
  if (problem.status >= 500 && problem.code !== 'TENANT_MOVING') logFailure(problem, error, request)
  const { code, title, status, message: detail, facts } = problem
  const retryAfter = facts.retryAfterSeconds
  if (typeof retryAfter === 'number') reply.header('retry-after', String(retryAfter))
  const moved = hasChanged(request) ? null : movedTenant(problem)
  if (moved !== null) reply.header(TENANT_HEADER, moved)
  return reply
    .code(status)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send({
      ...facts,
      type: `urn:portico:problem:${code.toLowerCase().replaceAll('_', '-')}`,
      title,
      status,
      detail,
      code,
    })
}

/** For who calls: a tenant is being moved, or is in another cell; null: neither. */
function movedTenant({ code, facts }: Problem): string | null {
  // Of another service that was called: what was done here before is not known.
  if (facts.service !== undefined) return null
  if (code === 'TENANT_MOVING') return 'moving'
  return code === 'TENANT_MOVED' ? `moved ${facts.cell} ${facts.generation}` : null
}

function logFailure(problem: Problem, error: unknown, request: FastifyRequest) {
  const { code, title, cause } = problem
  const { log, method, url } = request
  const facts = { cause: cause ?? error, code, method, path: placeOf(url) }
  inScopeOf(request, () => log.error(facts, title))
}
