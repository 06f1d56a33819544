import type { ReactNode } from 'react'

interface ScrollTableProps {
  label: string
  /** On a phone each row is a card, whose cells say their column by `data-label`. */
  isStacked?: boolean
  children: ReactNode
}

/** A table that scrolls by itself where the page is too narrow for it, by keyboard too. */
export function ScrollTable({ label, isStacked = false, children }: ScrollTableProps): ReactNode {
  return (
    // No landmark: the card around it is one, of the same name.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div role="group" className="con-scroll" tabIndex={0} aria-label={label}>
      <table className={isStacked ? 'p-table con-table con-stacked' : 'p-table con-table'}>{children}</table>
    </div>
  )
}
