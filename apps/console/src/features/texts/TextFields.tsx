import { useMessages } from '@portico/shared-ui/react'
import { Input } from 'antd'
import type { ReactNode } from 'react'
import { Field } from '../../ui/Field.tsx'
import { LANGUAGES, type TextDraft, type TextProblems } from './text-draft.ts'
import { textsMessages } from './texts.messages.ts'

const MAX_TITLE = 120
const MAX_NOTES = 2000

interface TextFieldsProps {
  draft: TextDraft
  /** Null before the first try to save. */
  problems: TextProblems | null
  /** What the server said about either. */
  serverProblems?: { title?: ReactNode; notes?: ReactNode }
  onChange: (draft: TextDraft) => void
}

/** Title and notes, side by side in both languages. */
export function TextFields({ draft, problems, serverProblems, onChange }: TextFieldsProps): ReactNode {
  const t = useMessages(textsMessages)
  return (
    <>
      <div className="con-languages">
        {LANGUAGES.map(language => (
          <Field
            key={language}
            label={t.inLanguage(t.title, t[language])}
            hint={t.titleHint}
            problem={problems?.title.includes(language) ? t.titleProblem : serverProblems?.title}
          >
            {control => (
              <Input
                {...control}
                lang={language}
                maxLength={MAX_TITLE}
                value={draft.title[language]}
                onChange={event =>
                  onChange({ ...draft, title: { ...draft.title, [language]: event.target.value } })
                }
              />
            )}
          </Field>
        ))}
      </div>
      <div className="con-languages">
        {LANGUAGES.map(language => (
          <Field
            key={language}
            label={t.inLanguage(t.notes, t[language])}
            hint={t.notesHint}
            problem={problems?.notes.includes(language) ? t.notesProblem : serverProblems?.notes}
          >
            {control => (
              <Input.TextArea
                {...control}
                lang={language}
                maxLength={MAX_NOTES}
                autoSize={{ minRows: 2, maxRows: 6 }}
                value={draft.notes[language]}
                onChange={event =>
                  onChange({ ...draft, notes: { ...draft.notes, [language]: event.target.value } })
                }
              />
            )}
          </Field>
        ))}
      </div>
    </>
  )
}
