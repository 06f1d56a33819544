import { useFormats } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'

interface Figure {
  label: string
  value: number
  tone?: 'success' | 'warning'
}

export function FigureTiles({ figures }: { figures: Figure[] }): ReactNode {
  const { integer } = useFormats()
  return (
    <div className="p-figures sales-figures">
      <dl className="p-figure-grid">
        {figures.map(({ label, value, tone }) => (
          <div key={label} className="sales-figure" data-tone={tone}>
            <dt>{label}</dt>
            <dd>{integer(value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
