import { useShell } from '@portico/micro-app/react'
import type { Release, ReleaseChange } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { Checkbox } from 'antd'
import { type ReactNode, useState } from 'react'
import { useReleaseChange, useSeenRelease } from '../../release-client/use-release.ts'
import { useDirty } from '../../ui/use-dirty.ts'
import { GuardrailFields } from '../guardrails/GuardrailFields.tsx'
import {
  checkGuardrails,
  type GuardrailDraft,
  guardrailDraftsOf,
  guardrailsOf,
  hasGuardrailProblems,
} from '../guardrails/guardrail-draft.ts'
import { guardrailsMessages } from '../guardrails/guardrails.messages.ts'
import { ReasonDialog } from '../reason/ReasonDialog.tsx'
import { TextFields } from '../texts/TextFields.tsx'
import { checkTexts, hasTextProblems, localTextOf, type TextDraft } from '../texts/text-draft.ts'
import { releaseMessages } from './release.messages.ts'

interface EditDraft {
  texts: TextDraft
  guardrails: GuardrailDraft[]
  breaking: boolean
}

/** Texts, guardrails and whether it is breaking. Only what was touched is sent. */
export function EditDialog({ release, onClose }: { release: Release; onClose: () => void }): ReactNode {
  const t = useMessages(releaseMessages)
  const g = useMessages(guardrailsMessages)
  const { notify } = useShell()
  const { seen, reload } = useSeenRelease(release)
  const [initial] = useState(() => draftOf(release))
  const [draft, setDraft] = useState(initial)
  const send = useReleaseChange(seen.id)
  const textProblems = checkTexts(draft.texts)
  const guardrailProblems = checkGuardrails(draft.guardrails)
  const change = changeOf(draft, initial)
  const isChanged = Object.keys(change).length > 0
  useDirty(isChanged)
  const submit = async (reason: string) => {
    const { id, revision } = seen
    await send('changeRelease', { params: { id }, body: { ...change, reason }, revision })
    notify.success(t.edit_done)
  }
  return (
    <ReasonDialog
      title={t.editTitle}
      okText={t.save}
      isBlocked={!isChanged || hasTextProblems(textProblems) || hasGuardrailProblems(guardrailProblems)}
      onSubmit={submit}
      onReload={reload}
      onClose={onClose}
    >
      <TextFields
        draft={draft.texts}
        problems={textProblems}
        onChange={texts => setDraft({ ...draft, texts })}
      />
      <fieldset className="con-fieldset">
        <legend>{g.title}</legend>
        <GuardrailFields
          drafts={draft.guardrails}
          problems={guardrailProblems}
          onChange={guardrails => setDraft({ ...draft, guardrails })}
        />
      </fieldset>
      <div>
        <Checkbox
          checked={draft.breaking}
          onChange={event => setDraft({ ...draft, breaking: event.target.checked })}
        >
          {t.breaking}
        </Checkbox>
        <p className="con-hint">{t.breakingNote}</p>
      </div>
    </ReasonDialog>
  )
}

function draftOf({ title, notes, guardrails, breaking }: Release): EditDraft {
  return { texts: { title, notes }, guardrails: guardrailDraftsOf(guardrails), breaking }
}

function changeOf({ texts, guardrails, breaking }: EditDraft, initial: EditDraft): ReleaseChange {
  const change: ReleaseChange = {}
  const title = localTextOf(texts.title)
  const notes = localTextOf(texts.notes)
  if (texts.title !== initial.texts.title && title) change.title = title
  if (texts.notes !== initial.texts.notes && notes) change.notes = notes
  if (guardrails !== initial.guardrails) change.guardrails = guardrailsOf(guardrails)
  if (breaking !== initial.breaking) change.breaking = breaking
  return change
}
