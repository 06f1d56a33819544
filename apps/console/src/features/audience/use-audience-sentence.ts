import type { Release } from '@portico/release'
import { useFormats, useMessages } from '@portico/shared-ui/react'
import { useCallback } from 'react'
import { audienceMessages } from './audience.messages.ts'
import { type AudienceSummary, audienceSentence } from './audience-sentence.ts'

export function useAudienceSentence(): (summary: AudienceSummary) => string {
  const t = useMessages(audienceMessages)
  const formats = useFormats()
  return useCallback(summary => audienceSentence(summary, t, formats), [t, formats])
}

/** The audience of a release as it stands. */
export function summaryOf(release: Release): AudienceSummary {
  const { percentBp, keptBp, constraints, isOpenToJoin, lists } = release
  const { allow, block, left, joined } = lists
  const counts = { allow: allow.count, block: block.count, left: left.count, joined: joined.count }
  return { percentBp, keptBp, evict: false, constraints, counts, isOpenToJoin }
}
