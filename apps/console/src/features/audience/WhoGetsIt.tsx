import { TeamOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { AudienceSummary } from './audience-sentence.ts'
import { ShareBar } from './ShareBar.tsx'
import { useAudienceSentence } from './use-audience-sentence.ts'

/** The live sentence under everything that changes an audience. */
export function WhoGetsIt({ summary }: { summary: AudienceSummary }): ReactNode {
  const sentenceOf = useAudienceSentence()
  return (
    <div className="con-who-gets-it" aria-live="polite">
      <TeamOutlined aria-hidden className="con-who-icon" />
      <div>
        <p className="con-who-text">{sentenceOf(summary)}</p>
        <ShareBar percentBp={summary.percentBp} keptBp={summary.evict ? summary.percentBp : summary.keptBp} />
      </div>
    </div>
  )
}
