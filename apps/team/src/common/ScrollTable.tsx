import type { ReactNode } from 'react'

interface ScrollTableProps {
  label: string
  columns: string[]
  children: ReactNode
}

/** A table that scrolls by itself where the page is too narrow for it, by keyboard too. */
export function ScrollTable({ label, columns, children }: ScrollTableProps): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="team-scroll" tabIndex={0} aria-label={label}>
      <table className="p-table">
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  )
}
