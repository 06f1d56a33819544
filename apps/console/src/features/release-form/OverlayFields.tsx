import { PlusOutlined } from '@ant-design/icons'
import { stableTag } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { Button, Select } from 'antd'
import type { ReactNode } from 'react'
import { useArtifactNames } from '../artifacts/use-artifact-names.ts'
import { VersionSelect } from '../artifacts/VersionSelect.tsx'
import { useInstances } from '../standing/use-standing.ts'
import { LineFrame } from './LineFrame.tsx'
import { newLine, type OverlayDraft, type OverlayLine, type OverlayProblems } from './overlay-draft.ts'
import { releaseFormMessages } from './release-form.messages.ts'

interface OverlayFieldsProps {
  draft: OverlayDraft
  /** Null before the first try to save. */
  problems: OverlayProblems | null
  onChange: (draft: OverlayDraft) => void
}

/** Which versions and tags a release lays over the baseline. */
export function OverlayFields({ draft, problems, onChange }: OverlayFieldsProps): ReactNode {
  const t = useMessages(releaseFormMessages)
  const apps = (lines: OverlayLine[]) => onChange({ ...draft, apps: lines })
  const services = (lines: OverlayLine[]) => onChange({ ...draft, services: lines })
  return (
    <>
      <fieldset className="con-fieldset">
        <legend>{t.apps}</legend>
        <ul className="con-plain">
          {draft.apps.map((line, index) => (
            <AppLine
              key={line.key}
              line={line}
              position={index + 1}
              problem={problems?.apps.get(line.key)}
              onChange={changed => apps(draft.apps.map(each => (each === line ? changed : each)))}
              onRemove={() => apps(draft.apps.filter(each => each !== line))}
            />
          ))}
        </ul>
        <Button
          size="small"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => apps([...draft.apps, newLine(draft.apps)])}
        >
          {t.addApp}
        </Button>
      </fieldset>
      <fieldset className="con-fieldset">
        <legend>{t.services}</legend>
        <ul className="con-plain">
          {draft.services.map((line, index) => (
            <ServiceLine
              key={line.key}
              line={line}
              position={index + 1}
              problem={problems?.services.get(line.key)}
              onChange={changed => services(draft.services.map(each => (each === line ? changed : each)))}
              onRemove={() => services(draft.services.filter(each => each !== line))}
            />
          ))}
        </ul>
        <Button
          size="small"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => services([...draft.services, newLine(draft.services)])}
        >
          {t.addService}
        </Button>
      </fieldset>
    </>
  )
}

interface LineProps {
  line: OverlayLine
  /** From 1. */
  position: number
  problem: 'incomplete' | 'twice' | undefined
  onChange: (line: OverlayLine) => void
  onRemove: () => void
}

function AppLine({ line, position, problem, onChange, onRemove }: LineProps): ReactNode {
  const t = useMessages(releaseFormMessages)
  const names = useArtifactNames()
  return (
    <LineFrame problem={problem} removeLabel={t.removeApp(position)} onRemove={onRemove}>
      <Select
        className="con-line-name"
        aria-label={t.app(position)}
        placeholder={t.chooseApp}
        showSearch
        status={problem ? 'error' : ''}
        value={line.name || null}
        options={names.map(name => ({ value: name, label: name }))}
        onChange={name => onChange({ ...line, name, value: '' })}
      />
      <VersionSelect
        name={line.name}
        label={t.version(position)}
        isWrong={problem === 'incomplete'}
        value={line.value || null}
        onChange={value => onChange({ ...line, value })}
      />
    </LineFrame>
  )
}

function ServiceLine({ line, position, problem, onChange, onRemove }: LineProps): ReactNode {
  const t = useMessages(releaseFormMessages)
  const tagsByService = useTagsByService()
  return (
    <LineFrame problem={problem} removeLabel={t.removeService(position)} onRemove={onRemove}>
      <Select
        className="con-line-name"
        aria-label={t.service(position)}
        placeholder={t.chooseService}
        showSearch
        status={problem ? 'error' : ''}
        notFoundContent={t.noTags}
        value={line.name || null}
        options={[...tagsByService.keys()].map(name => ({ value: name, label: name }))}
        onChange={name => onChange({ ...line, name, value: '' })}
      />
      <Select
        className="con-version-select"
        aria-label={t.tag(position)}
        placeholder={t.chooseTag}
        status={problem === 'incomplete' ? 'error' : ''}
        disabled={line.name === ''}
        value={line.value || null}
        options={(tagsByService.get(line.name) ?? []).map(tag => ({ value: tag, label: tag }))}
        onChange={value => onChange({ ...line, value })}
      />
    </LineFrame>
  )
}

/** Only tags under which instances are registered: a release with any other could not start. */
function useTagsByService(): Map<string, string[]> {
  const { data: instances = [] } = useInstances()
  const tags = new Map<string, string[]>()
  for (const { service, tag } of instances) {
    if (tag === stableTag) continue
    tags.set(service, [...new Set([...(tags.get(service) ?? []), tag])].sort())
  }
  return new Map([...tags].sort(([a], [b]) => a.localeCompare(b)))
}
