interface BarProps {
  /** 0..1; anything beyond is cut. */
  share: number
  tone?: 'accent' | 'warning' | 'danger'
}

/** A picture of a number that stands in words beside it. */
export function Bar({ share, tone = 'accent' }: BarProps) {
  const width = `${(Math.min(1, Math.max(0, share)) * 100).toFixed(1)}%`
  return (
    <div className="wb-bar" aria-hidden>
      <div className={`wb-bar-fill wb-bar-${tone}`} style={{ width }} />
    </div>
  )
}
