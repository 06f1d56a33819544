import type { Intervention, InterventionEffect } from '@portico/release'
import { newId, type Transaction } from '@portico/service-kit'
import { audit } from '../audit/audit.ts'
import { touchFeed } from '../store/feed-state.ts'
import { endAbout, endDue, endIntervention, insertIntervention } from '../store/interventions.ts'
import { requireOther, requireSound } from './require-sound.ts'

export interface WantedEffect {
  effect: InterventionEffect
  owner: string
  reason: string
  minutes: number
}

/** One about the same subject gives way to it, so that a longer time or another figure is one step. Throws as `requireSound` and `requireOther`, INTERVENTION_LIMIT. */
export async function createIntervention(
  tx: Transaction,
  { effect, owner, reason, minutes }: WantedEffect,
  actor: string,
): Promise<Intervention> {
  await requireSound(tx, effect)
  // From here to the commit no other change happens, so that two about the same follow each other.
  await touchFeed(tx)
  if (effect.kind === 'weigh') await requireOther(tx, effect)
  const before = await endAbout(tx, effect, actor)
  const endsAt = new Date(Date.now() + minutes * 60_000).toISOString()
  const wanted = { id: newId(), effect, owner, reason, createdBy: actor, endsAt }
  const after = await insertIntervention(tx, wanted)
  const change = { before: before && shown(before), after: shown(after) }
  await audit(tx, { actor, action: 'intervention.create', subject: subjectText(after), reason, change })
  return after
}

/** One that has ended stays as it is. Throws NOT_FOUND. */
export async function stopIntervention(
  tx: Transaction,
  id: string,
  { actor, reason }: { actor: string; reason: string | null },
): Promise<Intervention> {
  const { intervention, isChanged } = await endIntervention(tx, id, actor)
  if (!isChanged) return intervention
  const change = { before: shown(intervention), after: null }
  await audit(tx, { actor, action: 'intervention.end', subject: subjectText(intervention), reason, change })
  await touchFeed(tx)
  return intervention
}

/** Whether anything changed. Gateways have ended them by themselves already. */
export async function expireInterventions(tx: Transaction): Promise<boolean> {
  const ended = await endDue(tx)
  for (const one of ended) {
    const change = { before: shown(one), after: null }
    await audit(tx, { actor: 'system', action: 'intervention.expire', subject: subjectText(one), change })
  }
  if (ended.length > 0) await touchFeed(tx)
  return ended.length > 0
}

function subjectText({ id }: Intervention): string {
  return `intervention:${id}`
}

function shown({ id, effect, owner, endsAt }: Intervention) {
  return { id, effect, owner, endsAt }
}
