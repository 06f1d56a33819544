import { applyPatch as apply, type Operation } from 'rfc6902'
import { MockError } from '../format/mock-error.ts'
import type { PatchStep } from '../format/mock-file.ts'

/** The patched copy. Throws with the step that does not fit the live answer, which has changed then. */
export function applyPatch(answer: unknown, patch: readonly PatchStep[], key: string): unknown {
  const copy = structuredClone(answer)
  const faults = apply(copy, patch as Operation[])
  const at = faults.findIndex(fault => fault !== null)
  if (at === -1) return copy
  const step = patch[at]
  throw new MockError(
    'MOCK_PATCH_FAILED',
    `Step ${at + 1} of ${key} (${step?.op} ${step?.path}) does not fit the live answer: ${faults[at]?.message ?? faults[at]?.name}`,
  )
}
