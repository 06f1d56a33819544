import type { GuardrailVerdict, Release } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import type { StepCause } from '../access/cause.ts'
import { releaseProblems } from '../store/problems.ts'
import { judge } from './judge.ts'
import { readEvidence } from './window.ts'

/** What each guardrail of a release says now. */
export async function judgeRelease(
  tx: Transaction,
  release: Release,
  now: Date,
): Promise<GuardrailVerdict[]> {
  const evidence = await readEvidence(tx, release, now)
  return release.guardrails.map(guardrail => judge(guardrail, evidence))
}

/**
 * Those that do not say yes. One whose metric nothing was measured for beside others that are well does not count: a
 * release of an app alone calls no service by it.
 */
export function heldOf(verdicts: readonly GuardrailVerdict[]): GuardrailVerdict[] {
  const isAnyWell = verdicts.some(({ state }) => state === 'ok')
  return verdicts.filter(
    ({ state, samples }) => state === 'breached' || (state === 'hold' && !(isAnyWell && samples === 0)),
  )
}

/** Such as `load-failures: 3 of 20 samples; p95-ms: breached`. */
export function describeHeld(held: readonly GuardrailVerdict[]): string {
  return held.map(verdict => `${verdict.guardrail.metric}: ${causeOf(verdict)}`).join('; ')
}

function causeOf({ guardrail: { minSamples }, state, samples, reportedBy }: GuardrailVerdict): string {
  if (state === 'breached') return 'breached'
  if (reportedBy) return `worse by the word of ${reportedBy.tenants} tenants and ${reportedBy.users} users`
  return samples < minSamples ? `${samples} of ${minSamples} samples` : 'not certain yet'
}

/**
 * Throws GUARDRAIL_HELD where a guardrail does not say yes, unless the operator forces it and gives a reason. Gives the
 * verdicts that were overruled, for the audit.
 */
export async function requireWell(
  tx: Transaction,
  release: Release,
  { isForced, reason }: Pick<StepCause, 'isForced' | 'reason'>,
  now = new Date(),
): Promise<GuardrailVerdict[]> {
  const held = heldOf(await judgeRelease(tx, release, now))
  if (held.length === 0 || (isForced && reason?.trim())) return held
  throw releaseProblems.GUARDRAIL_HELD(
    `The guardrails do not say yes: ${describeHeld(held)}. Wait for them, or force it and give a reason.`,
    { guardrails: held },
  )
}
