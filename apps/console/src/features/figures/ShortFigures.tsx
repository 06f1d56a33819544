import type { Release, ReleaseFigures } from '@portico/release'
import { StatusTag, useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { useShareText } from '../../ui/use-share-text.ts'
import { figuresMessages } from './figures.messages.ts'
import { useFigures } from './use-figures.ts'

/** The live figures of a row of the list: how much, how bad, and what the guardrails say. */
export function ShortFigures({ release }: { release: Release }): ReactNode {
  const { data } = useFigures(release, true)
  return data && <Short figures={data} />
}

function Short({ figures }: { figures: ReleaseFigures }): ReactNode {
  const t = useMessages(figuresMessages)
  const { integer } = useFormats()
  const shareText = useShareText()
  const gray = sumOf(figures, 'gray')
  const stable = sumOf(figures, 'stable')
  return (
    <div className="con-short">
      <Verdict figures={figures} />
      <span>{t.short(integer(gray.count), integer(gray.failures))}</span>
      {stable.count > 0 && (
        <span className="con-faint">{t.against(shareText(stable.failures / stable.count))}</span>
      )}
    </div>
  )
}

function Verdict({ figures: { guardrails } }: { figures: ReleaseFigures }): ReactNode {
  const t = useMessages(figuresMessages)
  if (guardrails.length === 0) return null
  if (guardrails.some(({ state }) => state === 'breached')) {
    return <StatusTag tone="danger">{t.someBreached}</StatusTag>
  }
  if (guardrails.some(({ reportedBy }) => reportedBy))
    return <StatusTag tone="warning">{t.someDoubt}</StatusTag>
  const isWaiting = guardrails.every(({ state }) => state === 'hold')
  return <StatusTag tone={isWaiting ? 'neutral' : 'success'}>{isWaiting ? t.allHold : t.allOk}</StatusTag>
}

function sumOf({ subjects }: ReleaseFigures, tag: 'gray' | 'stable') {
  return {
    count: subjects.reduce((sum, subject) => sum + subject[tag].count, 0),
    failures: subjects.reduce((sum, subject) => sum + subject[tag].failures, 0),
  }
}
