import type { ApprovalRequest } from '@portico/release'
import type { PersonCause } from '../access/cause.ts'
import { releaseProblems } from './problems.ts'

/** A request of one operator that a second one has to approve, as it is kept. */
export interface OpenRequest extends ApprovalRequest {
  /** Who answers for the request: of a token its maker. */
  person: string
}

export function askedBy({ actor, person, reason }: PersonCause): OpenRequest {
  return { requestedBy: actor, person, requestedAt: new Date().toISOString(), reason }
}

/** Without the person, which is for the rule alone. */
export function shownRequest({ requestedBy, requestedAt, reason }: OpenRequest): ApprovalRequest {
  return { requestedBy, requestedAt, reason }
}

/** Throws OWN_APPROVAL, also when a token and its maker are the two, and NEEDS_PERSON when no operator approves. */
export function requireSecond(asked: OpenRequest, by: PersonCause): void {
  if (by.person === asked.person)
    throw releaseProblems.OWN_APPROVAL('You asked for it; a second operator must approve.')
  if (!by.isOperator) throw releaseProblems.NEEDS_PERSON('A token may ask for it, an operator approves it.')
}

/** What the audit says of a change that two operators made. */
export function approvalOf(asked: OpenRequest | null, { actor }: PersonCause): Record<string, string> {
  return asked ? { requestedBy: asked.requestedBy, approvedBy: actor } : {}
}
