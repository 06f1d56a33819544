import type { ReactNode } from 'react'

/** A table that scrolls by itself where the page is too narrow for it, by keyboard too. */
export function ScrollTable({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="con-scroll" tabIndex={0} aria-label={label}>
      <table className="p-table con-table">{children}</table>
    </section>
  )
}
