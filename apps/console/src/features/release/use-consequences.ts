import type { Release } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { summaryOf, useAudienceSentence } from '../audience/use-audience-sentence.ts'
import { releaseMessages } from './release.messages.ts'
import type { ReleaseStepName } from './release-step.ts'
import { useOverlayText } from './use-overlay-text.ts'
import { usePromotion } from './use-promotion.ts'

export interface StepWords {
  title: string
  okText: string
  /** Who is affected. */
  who: string
  /** What happens. */
  what: string[]
}

/** What a step does, and to which tenants, said before it is taken. */
export function useConsequences(release: Release, step: ReleaseStepName, isForced: boolean): StepWords {
  const t = useMessages(releaseMessages)
  const sentence = useAudienceSentence()(summaryOf(release))
  const overlay = useOverlayText()(release.overlay)
  const promotion = usePromotion(release)
  const tabs = isForced ? t.forcedNow : t.stableNow
  switch (step) {
    case 'start': {
      const breaking = release.breaking ? [t.breakingNote] : []
      const what = [t.takesEffect, t.guarded, ...breaking]
      return { title: t.startTitle, okText: t.start, who: sentence, what }
    }
    case 'promote': {
      const what = [t.becomes(overlay), t.takesEffect, t.canRollBack]
      const isAsked = promotion === 'ask'
      return {
        title: isAsked ? t.askTitle : t.promoteTitle,
        okText: t[`promote_${promotion}`],
        who: t.promoteWho,
        what: isAsked ? [t.secondNeeded, ...what] : what,
      }
    }
    case 'rollback': {
      const what = [t.goesBack(overlay), tabs, t.noReturn]
      return { title: t.rollbackTitle, okText: t.rollback, who: t.rollbackWho, what }
    }
    case 'abort': {
      if (release.state === 'draft') {
        return { title: t.discardTitle, okText: t.discard, who: t.discardWho, what: [t.noReturn] }
      }
      const what = [t.goesBack(overlay), tabs, t.noReturn]
      return { title: t.abortTitle, okText: t.abort, who: t.abortWho(sentence), what }
    }
  }
}
