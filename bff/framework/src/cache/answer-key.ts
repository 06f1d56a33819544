import { hash } from 'node:crypto'
import { keyPrefix } from './cache-key.ts'

declare const audience: unique symbol
declare const revisions: unique symbol
declare const whole: unique symbol

/** Which users may share a kept answer, from the widest to the narrowest; never those of another tenant. */
export const SCOPES = ['PUBLIC', 'ROLE', 'USER'] as const
export type AnswerScope = (typeof SCOPES)[number]

/** The authorization class of who asks, as a hash. Made by `audienceOf` alone. */
export type AnswerAudience = string & { readonly [audience]: true }
/** Which revisions the services have that an answer came from, as text. Made by `revisionsOf` alone. */
export type Revisions = string & { readonly [revisions]: true }
/** Made by `answerKey` alone, so that no key lacks a part. */
export type AnswerKey = string & { readonly [whole]: true }

export interface AnswerKeyParts {
  tenantId: string
  /** SHA-256 of the operation's text, and its name where the document has several. */
  operation: string
  /** Coerced, in the order of their definitions. */
  variables: string
  audience: AnswerAudience
  locale: string
  revisions: Revisions
}

export interface Asker {
  userId: string
  permissions: readonly string[]
  /** What answers may be made by beside permissions, such as currency and time zone. */
  tenant: object
}

export function audienceOf(scope: AnswerScope, { userId, permissions, tenant }: Asker): AnswerAudience {
  const of = { PUBLIC: [], ROLE: [...new Set(permissions)].sort(), USER: [userId, ...permissions] }[scope]
  return hash('sha256', keyPrefix([scope, JSON.stringify(tenant), ...of]), 'base64url') as AnswerAudience
}

/** Of each service its revision; the order of services does not matter. */
export function revisionsOf(reached: Iterable<readonly [service: string, revision: string]>): Revisions {
  const texts = Array.from(reached, ([service, revision]) => keyPrefix([service, revision]))
  return keyPrefix(texts.sort()) as Revisions
}

export function answerKey(parts: AnswerKeyParts): AnswerKey {
  const { tenantId, operation, variables, audience, locale, revisions } = parts
  return keyPrefix(['answer', tenantId, operation, variables, audience, locale, revisions]) as AnswerKey
}
