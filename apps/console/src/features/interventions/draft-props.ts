import type { DraftField, InterventionDraft } from './intervention-draft.ts'

/** Of a part of the form. */
export interface DraftProps {
  draft: InterventionDraft
  problems: ReadonlySet<DraftField>
  onChange: (draft: InterventionDraft) => void
}
