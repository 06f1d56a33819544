import {
  type ClockWatch,
  isBodyLess,
  isBodyOf,
  isStreamed,
  type Refused,
  type Verified,
} from '@portico/release/trust'
import type { FastifyRequest } from 'fastify'
import { type CallContext, createContext, readCallContext, readTrace } from '../context/context.ts'
import type { ContextSigner } from '../context/context-signer.ts'
import { problems } from '../problems/problem.ts'

/** Who may say in whose name something is done; a service can speak for itself only. */
const SPEAKERS = new Set(['gateway', 'launcher'])

const bodies = new WeakMap<FastifyRequest, { signed: Verified; isChecked: boolean }>()

export interface Trusting {
  signer: ContextSigner
  clock: ClockWatch
  /** False: this very call was carried out already, by this copy of the service or another one. */
  takeNonce(tenantId: string, nonce: string): Promise<boolean>
}

/** Reads and checks who calls; of a call that is not signed, only the trace is believed. */
export async function setCaller(request: FastifyRequest, { signer, clock, takeNonce }: Trusting) {
  const { headers, raw, routeOptions } = request
  request.caller = createContext({ traceparent: readTrace(headers) })
  const isOpen = request.is404 || routeOptions.config.isProbe
  const trust = isOpen ? null : signer.check({ method: request.method, url: raw.url, headers })
  if (trust === null) return
  if (trust === 'EVERYTHING') {
    const context = readCallContext(headers)
    request.caller = { ...context, actor: context.actor ?? 'system' }
  } else if (!('reason' in trust)) {
    clock.noteAccepted()
    request.caller = believed(readCallContext(headers), trust.caller)
    noteBody(request, trust)
    await requireFirst(request, trust, takeNonce)
  } else if (!hasToken(request)) throw refusal(trust, clock)
  requireSubject(request)
}

/** Parsers call it with all bytes of the body. */
export function checkBody(request: FastifyRequest, bytes: Uint8Array) {
  const body = bodies.get(request)
  if (!body) return
  if (!isBodyOf(body.signed, bytes)) throw unsignedBody()
  body.isChecked = true
}

/** What no parser has checked must not come to a handler. */
export function assertBodyChecked(request: FastifyRequest) {
  if (bodies.get(request)?.isChecked === false) throw unsignedBody()
}

function noteBody(request: FastifyRequest, signed: Verified) {
  if (isStreamed(signed) && request.routeOptions.config.streamsBody) return
  const { method, headers } = request
  const isReadOnly = method === 'GET' || method === 'HEAD'
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  // A body that comes with a read is never looked at.
  if (isReadOnly && isBodyLess(signed)) return
  if (hasBody ? isStreamed(signed) || isBodyLess(signed) : !isBodyLess(signed)) throw unsignedBody()
  if (hasBody) bodies.set(request, { signed, isChecked: false })
}

/** An actor is believed of who may say it: a service is no operator, and not another service. */
function believed(context: CallContext, signedBy: string): CallContext {
  const own = `service:${signedBy}`
  if (SPEAKERS.has(signedBy)) return { ...context, signedBy }
  return { ...context, signedBy, actor: context.actor === own ? own : null, scope: null }
}

function requireSubject(request: FastifyRequest) {
  const { tenantId, actor } = request.caller
  if (tenantId) return
  if (!request.routeOptions.config.isTenantFree)
    throw problems.TENANT_REQUIRED('Send the tenant as baggage: portico.tenant=<id>.')
  if (actor === null && !hasToken(request))
    throw problems.ACTOR_REQUIRED('Say who acts as baggage: portico.actor=<who>.')
}

async function requireFirst(
  { caller: { tenantId } }: FastifyRequest,
  { caller, nonce }: Verified,
  takeNonce: Trusting['takeNonce'],
) {
  if (nonce === '' || (await takeNonce(tenantId, `${caller} ${nonce}`))) return
  throw problems.CONTEXT_REPLAYED('This very call was carried out already.')
}

function refusal(trust: Refused, clock: ClockWatch) {
  if (trust.reason === 'UNSIGNED')
    return problems.CONTEXT_UNSIGNED('Calls come by the gateway, or from a service that signs each of them.')
  const { caller, skewSeconds } = trust
  clock.noteRefused(caller, skewSeconds)
  return problems.CONTEXT_EXPIRED('The call was signed more than 30 s from now.', { skewSeconds })
}

function unsignedBody() {
  return problems.CONTEXT_UNSIGNED('The body is not the one that was signed.')
}

function hasToken({ headers, routeOptions }: FastifyRequest): boolean {
  return routeOptions.config.allowsToken === true && /^bearer /i.test(headers.authorization ?? '')
}
