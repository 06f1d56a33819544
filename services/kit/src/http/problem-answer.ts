import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Problem } from '../problems/problem.ts'
import { placeOf } from './place.ts'
import { inScopeOf } from './request-scopes.ts'
import { toProblem } from './to-problem.ts'

/** Answers any error as problem+json; what is not the caller's fault is logged here, once. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const problem = toProblem(error)
  if (problem.status >= 500) logFailure(problem, error, request)
  const { code, title, status, message: detail, facts } = problem
  const retryAfter = facts.retryAfterSeconds
  if (typeof retryAfter === 'number') reply.header('retry-after', String(retryAfter))
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

function logFailure(problem: Problem, error: unknown, request: FastifyRequest) {
  const { code, title, cause } = problem
  const { log, method, url } = request
  const facts = { cause: cause ?? error, code, method, path: placeOf(url) }
  inScopeOf(request, () => log.error(facts, title))
}
