import { PlusOutlined } from '@ant-design/icons'
import { useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import type { ComponentType, ReactNode } from 'react'
import { useMayReleaseAll } from '../../ui/use-may-write.ts'
import { AppLine, LibraryLine, type LineProps, ServiceLine } from './OverlayLines.tsx'
import { newLine, type OverlayDraft, type OverlayPart, type OverlayProblems } from './overlay-draft.ts'
import { releaseFormMessages } from './release-form.messages.ts'

interface OverlayFieldsProps {
  draft: OverlayDraft
  /** Null before the first try to save. */
  problems: OverlayProblems | null
  onChange: (draft: OverlayDraft) => void
}

/** Which versions and tags a release lays over the baseline. */
export function OverlayFields(props: OverlayFieldsProps): ReactNode {
  const t = useMessages(releaseFormMessages)
  // A shared library is part of every app.
  const mayReleaseAll = useMayReleaseAll()
  return (
    <>
      <Lines {...props} part="apps" title={t.apps} addLabel={t.addApp} Line={AppLine} />
      <Lines {...props} part="services" title={t.services} addLabel={t.addService} Line={ServiceLine} />
      {mayReleaseAll && (
        <Lines
          {...props}
          part="shared"
          title={t.shared}
          hint={t.sharedHint}
          addLabel={t.addLibrary}
          Line={LibraryLine}
        />
      )}
    </>
  )
}

interface LinesProps extends OverlayFieldsProps {
  part: OverlayPart
  title: string
  hint?: string
  addLabel: string
  Line: ComponentType<LineProps>
}

function Lines({ draft, problems, onChange, part, title, hint, addLabel, Line }: LinesProps): ReactNode {
  const lines = draft[part]
  const change = (changed: OverlayDraft[OverlayPart]) => onChange({ ...draft, [part]: changed })
  return (
    <fieldset className="con-fieldset">
      <legend>{title}</legend>
      {hint && <p className="con-hint">{hint}</p>}
      <ul className="con-plain">
        {lines.map((line, index) => (
          <Line
            key={line.key}
            line={line}
            position={index + 1}
            problem={problems?.[part].get(line.key)}
            onChange={changed => change(lines.map(each => (each === line ? changed : each)))}
            onRemove={() => change(lines.filter(each => each !== line))}
          />
        ))}
      </ul>
      <Button
        size="small"
        icon={<PlusOutlined aria-hidden />}
        onClick={() => change([...lines, newLine(lines)])}
      >
        {addLabel}
      </Button>
    </fieldset>
  )
}
