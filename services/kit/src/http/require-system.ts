import type { CallContext } from '../context/context.ts'
import { problems } from '../problems/problem.ts'

/** For what only the platform itself does, whatever tenant a context names. Throws PLATFORM_ONLY. */
export function requireSystem({ caller }: { caller: Pick<CallContext, 'actor'> }) {
  if (caller.actor !== 'system') throw problems.PLATFORM_ONLY('Only the platform itself may do this.')
}
