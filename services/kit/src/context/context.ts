import type { IncomingHttpHeaders } from 'node:http'
import type { Tag } from '@portico/release'
import {
  decodeScope,
  decodeTargets,
  encodeScope,
  encodeTargets,
  type OperatorScope,
} from '@portico/release/context'
import { type Priority, readPriority } from '@portico/service-client'

/** The tenant and user of a call and its routing; travels as W3C `traceparent` and `baggage`. */
export interface CallContext {
  /** Empty only on the routes that allow it. */
  tenantId: string
  userId: string | null
  traceparent: string | null
  /** The part of the platform that signed the call; null: no call, or unsigned. Never sent. */
  signedBy: string | null
  /** Who acts on the platform, such as `user:operator`, `system` (the platform itself) or `service:sales`. */
  actor: string | null
  /** What the actor's role allows on the platform; null: everything. */
  scope: OperatorScope | null
  /** Of the person's device, and which session acts (its public id); only the identity service receives them. */
  address: string | null
  sessionId: string | null
  /** Of the browser tab the call began in. */
  snapshotId: string | null
  lane: string | null
  /** Service -> tag, of the services that are not stable. */
  targets: Record<string, Tag>
  /** Of these, services whose writes must not end on stable. */
  breaking: string[]
  /** How urgent the gateway holds the request to be; null: of each call, by whether it only reads. */
  priority: Priority | null
}

const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/

/** For work that no request began: what is left out is empty, and its calls go to stable services. */
export function createContext(known: Partial<CallContext>): CallContext {
  const person = { tenantId: '', userId: null, actor: null, scope: null, address: null, sessionId: null }
  const origin = { signedBy: null }
  const tab = { traceparent: null, snapshotId: null, lane: null, priority: null }
  return { ...person, ...origin, ...tab, targets: {}, breaking: [], ...known }
}

/** Believes what it reads: see `setCaller`. */
export function readCallContext(headers: IncomingHttpHeaders): CallContext {
  const baggage = parseBaggage(headers.baggage)
  return {
    tenantId: baggage.get('portico.tenant') ?? '',
    userId: baggage.get('portico.user') ?? null,
    signedBy: null,
    traceparent: readTrace(headers),
    actor: baggage.get('portico.actor') ?? null,
    scope: readScope(baggage.get('portico.scope')),
    address: baggage.get('portico.address') ?? null,
    sessionId: baggage.get('portico.session') ?? null,
    snapshotId: baggage.get('portico.snapshot') ?? null,
    lane: baggage.get('portico.lane') ?? null,
    targets: decodeTargets(baggage.get('portico.routing') ?? ''),
    breaking: baggage.get('portico.breaking')?.split(',') ?? [],
    priority: readPriority(baggage.get('portico.priority')),
  }
}

function readScope(text: string | undefined): OperatorScope | null {
  return text === undefined ? null : decodeScope(text)
}

/** Null when it is none. */
export function readTrace({ traceparent }: IncomingHttpHeaders): string | null {
  return typeof traceparent === 'string' && TRACEPARENT.test(traceparent) ? traceparent : null
}

/** The headers that carry `context` to the next service, unsigned: see `ContextSigner.headers`. */
export function contextHeaders(context: Partial<CallContext>): Record<string, string> {
  const { tenantId, userId, actor, scope, address, sessionId, snapshotId, lane, traceparent } = context
  const { targets = {}, breaking = [], priority } = context
  const members = [
    member('portico.tenant', tenantId),
    member('portico.user', userId),
    member('portico.actor', actor),
    member('portico.scope', scope && encodeScope(scope)),
    member('portico.address', address),
    member('portico.session', sessionId),
    member('portico.snapshot', snapshotId),
    member('portico.lane', lane),
    member('portico.routing', encodeTargets(targets)),
    member('portico.breaking', breaking.join(',')),
    member('portico.priority', priority),
  ].filter(text => text !== '')
  return {
    ...(members.length > 0 ? { baggage: members.join(',') } : {}),
    ...(traceparent ? { traceparent } : {}),
  }
}

function member(name: string, value: string | null | undefined): string {
  return value ? `${name}=${encodeURIComponent(value)}` : ''
}

function parseBaggage(header: string | string[] | undefined): Map<string, string> {
  const entries = new Map<string, string>()
  for (const member of String(header ?? '').split(',')) {
    const [pair = ''] = member.split(';')
    const at = pair.indexOf('=')
    const value = at < 0 ? null : decode(pair.slice(at + 1).trim())
    if (value) entries.set(pair.slice(0, at).trim(), value)
  }
  return entries
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
