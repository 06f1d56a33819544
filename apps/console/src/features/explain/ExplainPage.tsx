import { QuestionCircleOutlined } from '@ant-design/icons'
import { errorCodeOf, PageHeader, useCleanSearch, useMessages, useTabTitle } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { EmptyCard } from '../../ui/EmptyCard.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { ExplanationView } from './ExplanationView.tsx'
import { explainMessages } from './explain.messages.ts'
import { QuestionForm } from './QuestionForm.tsx'
import { type ExplainQuestion, readQuestion, useExplanation, writeQuestion } from './use-explanation.ts'

export function ExplainPage(): ReactNode {
  const t = useMessages(explainMessages)
  const [search, setSearch] = useSearchParams()
  const question = readQuestion(search)
  useTabTitle(t.title)
  useCleanSearch(new URLSearchParams(question === null ? {} : writeQuestion(question)))
  return (
    <div className="p-page con-page">
      <PageHeader title={t.title} subtitle={t.subtitle} />
      <QuestionForm
        key={JSON.stringify(question)}
        question={question}
        onAsk={asked => setSearch(writeQuestion(asked))}
      />
      {question ? (
        <Answer question={question} />
      ) : (
        <EmptyCard icon={<QuestionCircleOutlined aria-hidden />} title={t.start} text={t.startText} />
      )}
    </div>
  )
}

function Answer({ question }: { question: ExplainQuestion }): ReactNode {
  const t = useMessages(explainMessages)
  const explanation = useExplanation(question)
  if ('request' in question && errorCodeOf(explanation.error) === 'NOT_FOUND') {
    return <EmptyCard title={t.notKept} text={t.notKeptText} />
  }
  if (explanation.data) return <ExplanationView explanation={explanation.data} />
  return (
    <div className="p-card">
      <Loaded query={explanation} label={t.loading}>
        {() => null}
      </Loaded>
    </div>
  )
}
