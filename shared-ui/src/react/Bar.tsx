import type { ReactNode } from 'react'

/** A picture of a number that stands in words beside it. `share` is from 0 to 1; anything beyond is cut. */
export function Bar({ share }: { share: number }): ReactNode {
  const width = `${(Math.min(1, Math.max(0, share)) * 100).toFixed(1)}%`
  return (
    <div className="p-bar" aria-hidden>
      <div className="p-bar-fill" style={{ width }} />
    </div>
  )
}
