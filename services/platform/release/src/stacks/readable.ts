import type { ErrorStack, ReadableStack } from '@portico/release'
import type { Actor } from '../access/actor.ts'
import { withoutMaps } from './part-of.ts'

/**
 * What of a stack an actor may see. Who may read incidents sees places and names; lines of a source are for those who may
 * also release that artifact, or whose token names it: a team's code is its own.
 */
export function readableFor(
  actor: Actor,
  {
    incident,
    stack,
    readable,
  }: { incident: { app: string }; stack: ErrorStack | null; readable: ReadableStack | null },
): ReadableStack | null {
  if (stack === null) return null
  if (readable === null) {
    const frames = withoutMaps(stack, incident.app, { reason: null, libraries: new Set() })
    return { error: stack.error, isMapped: false, frames }
  }
  const { apps } = actor.scope
  const isOpen = (artifact: string) => apps === '*' || apps.includes(artifact)
  return {
    ...readable,
    frames: readable.frames.map(frame => ({ ...frame, code: isOpen(frame.artifact) ? frame.code : null })),
  }
}
