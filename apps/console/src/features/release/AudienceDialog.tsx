import { useShell } from '@portico/micro-app/react'
import type { Release, ReleaseChange } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { type ReactNode, useState } from 'react'
import { useReleaseChange, useSeenRelease } from '../../release-client/use-release.ts'
import { useDirty } from '../../ui/use-dirty.ts'
import { AudienceRules } from '../audience/AudienceRules.tsx'
import {
  type AudienceDraft,
  basisPointsOf,
  checkAudience,
  constraintsOf,
  draftOf,
  hasAudienceProblems,
} from '../audience/audience-draft.ts'
import { summaryOf, useAudienceSentence } from '../audience/use-audience-sentence.ts'
import { WhoGetsIt } from '../audience/WhoGetsIt.tsx'
import { ReasonDialog } from '../reason/ReasonDialog.tsx'
import { releaseMessages } from './release.messages.ts'

interface AudienceDialogProps {
  release: Release
  onClose: () => void
}

/** Widens or narrows a release. What was typed stays when another operator was faster, and only that is sent. */
export function AudienceDialog({ release, onClose }: AudienceDialogProps): ReactNode {
  const t = useMessages(releaseMessages)
  const { notify } = useShell()
  const { seen, reload } = useSeenRelease(release)
  const [initial] = useState(() => draftOf(release))
  const [draft, setDraft] = useState(initial)
  const send = useReleaseChange(seen.id)
  const sentenceOf = useAudienceSentence()
  const problems = checkAudience(draft)
  const change = changeOf(draft, initial, seen)
  const keptBp = keptBpOf(seen)
  const isChanged = Object.keys(change).length > 0
  useDirty(isChanged)
  const submit = async (reason: string) => {
    const { id, revision } = seen
    await send('changeRelease', { params: { id }, body: { ...change, reason }, revision })
    notify.success(t.widen_done)
  }
  return (
    <ReasonDialog
      title={t.widenTitle}
      okText={t.apply}
      isDanger={change.evict === true}
      isBlocked={hasAudienceProblems(problems) || !isChanged}
      onSubmit={submit}
      onReload={reload}
      onClose={onClose}
    >
      <p className="con-hint">{t.asOfNow(sentenceOf(summaryOf(seen)))}</p>
      <AudienceRules draft={draft} problems={problems} keptBp={keptBp} onChange={setDraft} />
      <WhoGetsIt summary={{ ...summaryOf(seen), keptBp, evict: false, ...change }} />
    </ReasonDialog>
  )
}

/** No tenant came in by percentage before the start. */
function keptBpOf({ state, keptBp }: Release): number {
  return state === 'gray' ? keptBp : 0
}

/** What differs from how the dialog began: what others changed meanwhile is not undone. */
function changeOf(draft: AudienceDraft, initial: AudienceDraft, seen: Release): ReleaseChange {
  const change: ReleaseChange = {}
  const percentBp = basisPointsOf(draft.percentBp)
  if (draft.percentBp !== initial.percentBp && percentBp !== null) change.percentBp = percentBp
  if (draft.conditions !== initial.conditions) change.constraints = constraintsOf(draft)
  if (draft.isOpenToJoin !== initial.isOpenToJoin) change.isOpenToJoin = draft.isOpenToJoin
  if (draft.evict && (percentBp ?? seen.percentBp) < keptBpOf(seen)) change.evict = true
  return change
}
