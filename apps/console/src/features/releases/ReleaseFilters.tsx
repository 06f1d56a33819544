import { SearchSelect, useMessages } from '@portico/shared-ui/react'
import { Segmented } from 'antd'
import type { ReactNode } from 'react'
import { useArtifactNames } from '../artifacts/use-artifact-names.ts'
import { releaseMessages } from '../release/release.messages.ts'
import { RELEASE_STATES, type ReleaseFilter } from './release-filter.ts'
import { releasesMessages } from './releases.messages.ts'

interface ReleaseFiltersProps {
  filter: ReleaseFilter
  onChange: (filter: ReleaseFilter) => void
}

export function ReleaseFilters({ filter, onChange }: ReleaseFiltersProps): ReactNode {
  const t = useMessages(releasesMessages)
  const states = useMessages(releaseMessages)
  const names = useArtifactNames()
  return (
    <search className="con-filters">
      <Segmented<ReleaseFilter['state']>
        aria-label={t.state}
        value={filter.state}
        options={[
          { value: '', label: t.all },
          ...RELEASE_STATES.map(state => ({ value: state, label: states[state] })),
        ]}
        onChange={state => onChange({ ...filter, state })}
      />
      <SearchSelect
        className="con-filter-app"
        aria-label={t.app}
        value={filter.app}
        options={[{ value: '', label: t.anyApp }, ...names.map(name => ({ value: name, label: name }))]}
        onChange={app => onChange({ ...filter, app })}
      />
    </search>
  )
}
