import type { ReactNode } from 'react'

interface TableHeadProps {
  labels: readonly string[]
  /** What the buttons of a last column do; it is not seen. */
  action?: string
}

/** The head of a table, whose rows may each end with a button. */
export function TableHead({ labels, action }: TableHeadProps): ReactNode {
  return (
    <thead>
      <tr>
        {labels.map(label => (
          <th key={label} scope="col">
            {label}
          </th>
        ))}
        {action !== undefined && (
          <th scope="col">
            <span className="p-hidden">{action}</span>
          </th>
        )}
      </tr>
    </thead>
  )
}
