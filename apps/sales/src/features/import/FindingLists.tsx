import { useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { importMessages } from './import.messages.ts'
import { useAssumptionText, useNormalisationText } from './use-finding-text.ts'
import type { ImportDetail } from './use-import.ts'
import { wizardMessages } from './wizard.messages.ts'

/** What was decided without asking, and what was evened out, before anything is written. */
export function FindingLists({ job }: { job: ImportDetail }): ReactNode {
  const t = useMessages(wizardMessages)
  const textOf = useAssumptionText()
  const { assumptions } = job
  return (
    <div className="sales-findings">
      {assumptions.length > 0 && (
        <section aria-label={t.assumptions}>
          <h2>{t.assumptions}</h2>
          <ul>
            {assumptions.map(assumption => (
              <li key={`${assumption.code} ${assumption.field}`}>
                <FieldName field={assumption.field} />
                {textOf(assumption)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Normalisations job={job} />
    </div>
  )
}

function Normalisations({ job: { normalisations } }: { job: ImportDetail }): ReactNode {
  const t = useMessages(wizardMessages)
  const textOf = useNormalisationText()
  const { integer } = useFormats()
  if (normalisations.length === 0) return null
  return (
    <section aria-label={t.normalisations}>
      <h2>{t.normalisations}</h2>
      <ul>
        {normalisations.map(({ code, field, count, example }) => (
          <li key={`${code} ${field}`}>
            <FieldName field={field} />
            {textOf(code)}: {t.cells(integer(count), count === 1)}
            {example && (
              <span className="sales-hint">, {t.such(example.raw || t.empty, example.read ?? t.empty)}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function FieldName({ field }: { field: ImportDetail['assumptions'][number]['field'] }): ReactNode {
  const t = useMessages(importMessages)
  return field && <strong>{t[field]}: </strong>
}
