import { useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { AudienceRules } from '../audience/AudienceRules.tsx'
import { type AudienceProblems, basisPointsOf, constraintsOf } from '../audience/audience-draft.ts'
import type { AudienceSummary } from '../audience/audience-sentence.ts'
import { WhoGetsIt } from '../audience/WhoGetsIt.tsx'
import { DraftMembers } from '../members/DraftMembers.tsx'
import { membersMessages } from '../members/members.messages.ts'
import type { ReleaseDraft } from './release-draft.ts'

interface AudienceSectionProps {
  draft: ReleaseDraft
  problems: AudienceProblems | null
  /** What the service said, in words, by its place. */
  refusals: { percentBp?: ReactNode; allow?: ReactNode; block?: ReactNode }
  onChange: (patch: Partial<ReleaseDraft>) => void
}

/** Lists, percentage, conditions, and who gets it by all of them. */
export function AudienceSection({ draft, problems, refusals, onChange }: AudienceSectionProps): ReactNode {
  const t = useMessages(membersMessages)
  const inBoth = draft.allow.filter(tenantId => draft.block.includes(tenantId)).slice(0, 5)
  return (
    <>
      <AudienceRules
        draft={draft.audience}
        problems={problems}
        keptBp={0}
        percentProblem={refusals.percentBp}
        onChange={audience => onChange({ audience })}
      />
      <div className="con-languages">
        <DraftMembers
          list="allow"
          tenantIds={draft.allow}
          problem={refusals.allow ?? (inBoth.length > 0 && t.inBoth(inBoth.join(', ')))}
          onChange={allow => onChange({ allow })}
        />
        <DraftMembers
          list="block"
          tenantIds={draft.block}
          problem={refusals.block}
          onChange={block => onChange({ block })}
        />
      </div>
      <WhoGetsIt summary={summaryOfDraft(draft)} />
    </>
  )
}

function summaryOfDraft({ audience, allow, block }: ReleaseDraft): AudienceSummary {
  return {
    percentBp: basisPointsOf(audience.percentBp) ?? 0,
    keptBp: 0,
    evict: false,
    constraints: constraintsOf(audience),
    counts: { allow: allow.length, block: block.length, left: 0, joined: 0 },
    isOpenToJoin: audience.isOpenToJoin,
  }
}
