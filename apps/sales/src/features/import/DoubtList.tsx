import { useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { ConflictTable } from './ConflictTable.tsx'
import { DoubtQuestion } from './DoubtQuestion.tsx'
import type { ImportDetail } from './use-import.ts'
import type { Doubt, Wizard } from './use-wizard.ts'
import { wizardMessages } from './wizard.messages.ts'

interface DoubtListProps {
  job: ImportDetail
  doubts: Doubt[]
  wizard: Wizard
}

/** What the file leaves open, a question each; the import cannot be started while one has no answer. */
export function DoubtList({ job, doubts, wizard }: DoubtListProps): ReactNode {
  const t = useMessages(wizardMessages)
  const { integer } = useFormats()
  if (doubts.length === 0) return null
  const answered = doubts.filter(({ chosen }) => chosen !== null).length
  return (
    <section className="sales-doubts" aria-label={t.questions} aria-busy={wizard.command.isPending}>
      <h2 className="sales-step-title">{t.questions}</h2>
      <p className="sales-hint">
        {t.questionsText}{' '}
        <span aria-live="polite">{t.answered(integer(answered), integer(doubts.length))}</span>
      </p>
      {doubts.map(doubt => (
        <DoubtQuestion
          key={doubt.id}
          doubt={doubt}
          isBusy={wizard.command.isPending}
          answer={wizard.decisions[doubt.id]}
          onAnswer={choice => wizard.answer(doubt, choice)}
        >
          <ConflictTable job={job} doubt={doubt} wizard={wizard} />
        </DoubtQuestion>
      ))}
    </section>
  )
}
