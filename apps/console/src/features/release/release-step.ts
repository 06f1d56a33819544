import type { Release, ReleaseState } from '@portico/release'

export type ReleaseStepName = 'start' | 'promote' | 'abort' | 'rollback'

/** The steps a state allows, the forward one first. A full release goes back only while the baseline has it. */
export function stepsOf({ state }: Pick<Release, 'state'>, isInForce: boolean): ReleaseStepName[] {
  switch (state) {
    case 'draft':
      return ['start', 'abort']
    case 'gray':
      return ['promote', 'abort']
    case 'full':
      return isInForce ? ['rollback'] : []
    case 'aborted':
      return []
  }
}

/** Tabs that live on the release get a message to leave it. */
export function isRevoking(step: ReleaseStepName, state: ReleaseState): boolean {
  return (step === 'abort' && state === 'gray') || step === 'rollback'
}
