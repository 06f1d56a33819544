import { EmptyState } from '@portico/shared-ui/react'
import type { ComponentProps, ReactNode } from 'react'

/** In place of what a page is about, where there is no such thing or nothing of it. */
export function EmptyCard(props: ComponentProps<typeof EmptyState>): ReactNode {
  return (
    <div className="p-card">
      <EmptyState {...props} />
    </div>
  )
}
