import type { ReleaseState } from '@portico/release'
import { StatusTag, type Tone, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { releaseMessages } from './release.messages.ts'

const TONES: Record<ReleaseState, Tone> = {
  draft: 'neutral',
  gray: 'accent',
  full: 'success',
  aborted: 'danger',
}

export function ReleaseStateTag({ state }: { state: ReleaseState }): ReactNode {
  const t = useMessages(releaseMessages)
  return <StatusTag tone={TONES[state]}>{t[state]}</StatusTag>
}
