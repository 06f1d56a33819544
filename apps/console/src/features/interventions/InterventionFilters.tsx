import { INTERVENTION_KINDS } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { Segmented, Select } from 'antd'
import type { ReactNode } from 'react'
import type { ShownInterventions } from './intervention-filter.ts'
import { interventionsMessages } from './interventions.messages.ts'

interface InterventionFiltersProps {
  filter: ShownInterventions
  onChange: (filter: ShownInterventions) => void
}

export function InterventionFilters({ filter, onChange }: InterventionFiltersProps): ReactNode {
  const t = useMessages(interventionsMessages)
  return (
    <search className="con-filters">
      <Segmented<ShownInterventions['state']>
        aria-label={t.state}
        value={filter.state}
        options={(['inForce', 'ended'] as const).map(value => ({ value, label: t[value] }))}
        onChange={state => onChange({ ...filter, state })}
      />
      <Select
        className="con-filter-app"
        aria-label={t.kind}
        value={filter.kind}
        options={[
          { value: '' as const, label: t.allKinds },
          ...INTERVENTION_KINDS.map(value => ({ value, label: t[value] })),
        ]}
        onChange={kind => onChange({ ...filter, kind })}
      />
    </search>
  )
}
