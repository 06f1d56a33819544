import type { ReactNode } from 'react'

export type Tone = 'neutral' | 'accent' | 'info' | 'success' | 'warning' | 'danger'

/** A state in colour and in words, never in colour alone. */
export function StatusTag({ tone, children }: { tone: Tone; children: ReactNode }): ReactNode {
  return <span className={`p-tag p-tag-${tone}`}>{children}</span>
}
