import { StatusTag, useMessages } from '@portico/shared-ui/react'
import { Radio } from 'antd'
import { type ReactNode, useId } from 'react'
import { useChoiceText, useDoubtText } from './use-finding-text.ts'
import type { Doubt } from './use-wizard.ts'
import { wizardMessages } from './wizard.messages.ts'

type Choice = Doubt['choices'][number]

interface DoubtQuestionProps {
  doubt: Doubt
  isBusy: boolean
  /** What the person has said, also while the file is still being read with it. */
  answer: string | undefined
  onAnswer: (choice: string) => void
  /** What the question is about, where examples of its choices do not say it. */
  children: ReactNode
}

/** One question with its choices, each with values of the file as that choice reads them. Nothing is chosen beforehand. */
export function DoubtQuestion({ doubt, isBusy, answer, onAnswer, children }: DoubtQuestionProps): ReactNode {
  const textOf = useDoubtText()
  const id = useId()
  return (
    <fieldset className="sales-doubt" data-open={doubt.chosen === null}>
      <legend id={id}>
        {textOf(doubt)} <AnsweredTag doubt={doubt} />
      </legend>
      {children}
      <Radio.Group
        aria-labelledby={id}
        value={isBusy ? (answer ?? doubt.chosen) : doubt.chosen}
        disabled={isBusy}
        onChange={event => onAnswer(String(event.target.value))}
      >
        {doubt.choices.map(choice => (
          <Radio key={choice.id} value={choice.id} className="sales-answer">
            <ChoiceText doubt={doubt} choice={choice} />
          </Radio>
        ))}
      </Radio.Group>
    </fieldset>
  )
}

function AnsweredTag({ doubt: { chosenBy } }: { doubt: Doubt }): ReactNode {
  const t = useMessages(wizardMessages)
  if (chosenBy === null) return null
  if (chosenBy === 'PERSON') return <StatusTag tone="success">{t.confirmed}</StatusTag>
  return <StatusTag tone="info">{chosenBy === 'REMEMBERED' ? t.remembered : t.byRule}</StatusTag>
}

function ChoiceText({ doubt, choice }: { doubt: Doubt; choice: Choice }): ReactNode {
  const t = useMessages(wizardMessages)
  const textOf = useChoiceText()
  return (
    <>
      {textOf(doubt, choice)}
      {doubt.proposed === choice.id && <span className="sales-hint"> ({t.likeliest})</span>}
      {choice.examples.length > 0 && (
        <span className="sales-examples">
          {choice.examples.map(({ raw, read }) => (
            <span key={raw}>
              <code>{raw}</code>
              {read !== null && (
                <>
                  {' '}
                  <span aria-hidden>→</span>
                  <span className="p-hidden">{t.becomes}</span> <code>{read}</code>
                </>
              )}
            </span>
          ))}
        </span>
      )}
    </>
  )
}
