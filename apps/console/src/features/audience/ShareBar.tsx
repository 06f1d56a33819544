import type { ReactNode } from 'react'

/** How much of all tenants the percentage is, and how much it once was: a picture of what stands in words beside it. */
export function ShareBar({ percentBp, keptBp }: { percentBp: number; keptBp: number }): ReactNode {
  return (
    <svg className="con-share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden>
      <rect className="con-share-all" width={100} height={4} />
      <rect className="con-share-kept" width={keptBp / 100} height={4} />
      <rect className="con-share-now" width={percentBp / 100} height={4} />
    </svg>
  )
}
