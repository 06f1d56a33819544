import { STABLE_TAG } from '@portico/release'
import { SearchSelect, useMessages } from '@portico/shared-ui/react'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { useArtifactNames, useLibraryNames } from '../artifacts/use-artifact-names.ts'
import { VersionSelect } from '../artifacts/VersionSelect.tsx'
import { useInstances } from '../status/use-status.ts'
import { LineFrame } from './LineFrame.tsx'
import type { LineProblem, OverlayLine } from './overlay-draft.ts'
import { releaseFormMessages } from './release-form.messages.ts'

export interface LineProps {
  line: OverlayLine
  /** From 1. */
  position: number
  problem: LineProblem | undefined
  onChange: (line: OverlayLine) => void
  onRemove: () => void
}

export function AppLine(props: LineProps): ReactNode {
  const t = useMessages(releaseFormMessages)
  const { position } = props
  const labels = { name: t.app(position), version: t.version(position), remove: t.removeApp(position) }
  return (
    <ArtifactLine
      {...props}
      labels={labels}
      placeholder={t.chooseApp}
      names={useArtifactNames()}
      kind="app"
    />
  )
}

export function LibraryLine(props: LineProps): ReactNode {
  const t = useMessages(releaseFormMessages)
  const { position } = props
  const labels = {
    name: t.library(position),
    version: t.libraryVersion(position),
    remove: t.removeLibrary(position),
  }
  return (
    <ArtifactLine
      {...props}
      labels={labels}
      placeholder={t.chooseLibrary}
      notFound={t.noLibraries}
      names={useLibraryNames()}
      kind="shared"
    />
  )
}

interface ArtifactLineProps extends LineProps {
  labels: Record<'name' | 'version' | 'remove', string>
  placeholder: string
  notFound?: string
  names: string[]
  kind: 'app' | 'shared'
}

function ArtifactLine(props: ArtifactLineProps): ReactNode {
  const { line, problem, onChange, onRemove, labels, placeholder, notFound, names, kind } = props
  return (
    <LineFrame problem={problem} removeLabel={labels.remove} onRemove={onRemove}>
      <SearchSelect
        className="con-line-name"
        aria-label={labels.name}
        placeholder={placeholder}
        status={problem ? 'error' : ''}
        notFoundContent={notFound}
        value={line.name || null}
        options={names.map(name => ({ value: name, label: name }))}
        onChange={name => onChange({ ...line, name, value: '' })}
      />
      <VersionSelect
        name={line.name}
        kind={kind}
        label={labels.version}
        isWrong={problem === 'incomplete'}
        value={line.value || null}
        onChange={value => onChange({ ...line, value })}
      />
    </LineFrame>
  )
}

export function ServiceLine({ line, position, problem, onChange, onRemove }: LineProps): ReactNode {
  const t = useMessages(releaseFormMessages)
  const tagsByService = useTagsByService()
  return (
    <LineFrame problem={problem} removeLabel={t.removeService(position)} onRemove={onRemove}>
      <SearchSelect
        className="con-line-name"
        aria-label={t.service(position)}
        placeholder={t.chooseService}
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
    if (tag === STABLE_TAG) continue
    tags.set(service, [...new Set([...(tags.get(service) ?? []), tag])].sort())
  }
  return new Map([...tags].sort(([a], [b]) => a.localeCompare(b)))
}
