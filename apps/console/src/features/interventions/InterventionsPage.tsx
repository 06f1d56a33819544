import { PlusOutlined } from '@ant-design/icons'
import { EmptyState, PageHeader, useCleanSearch, useMessages, useTabTitle } from '@portico/shared-ui/react'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useSearchParams } from 'react-router'
import { PagedList } from '../../ui/PagedList.tsx'
import { useMayIntervene } from '../../ui/use-may-write.ts'
import { CreateInterventionDialog } from './CreateInterventionDialog.tsx'
import { InterventionFilters } from './InterventionFilters.tsx'
import { InterventionTable } from './InterventionTable.tsx'
import { readFilter, type ShownInterventions, writeFilter } from './intervention-filter.ts'
import { interventionsMessages } from './interventions.messages.ts'
import { useInterventions } from './use-interventions.ts'

/** What operators do to the traffic for a limited time. */
export function InterventionsPage(): ReactNode {
  const t = useMessages(interventionsMessages)
  const [search, setSearch] = useSearchParams()
  const filter = readFilter(search)
  const interventions = useInterventions(filter)
  const show = (next: ShownInterventions) => setSearch(writeFilter(next))
  useTabTitle(t.title)
  useCleanSearch(new URLSearchParams(writeFilter(filter)))
  return (
    <div className="p-page con-page">
      <PageHeader title={t.title} subtitle={t.subtitle} actions={<InterveneButton />} />
      <section className="p-card" aria-label={t.title}>
        <InterventionFilters filter={filter} onChange={show} />
        <PagedList
          pages={interventions}
          label={t.loading}
          empty={<NothingToShow filter={filter} onClear={() => setSearch({})} />}
        >
          {items => <InterventionTable items={items} />}
        </PagedList>
      </section>
    </div>
  )
}

function InterveneButton(): ReactNode {
  const t = useMessages(interventionsMessages)
  const mayIntervene = useMayIntervene()
  const [isCreating, setCreating] = useState(false)
  if (!mayIntervene) return null
  return (
    <>
      <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setCreating(true)}>
        {t.create}
      </Button>
      {isCreating && <CreateInterventionDialog onClose={() => setCreating(false)} />}
    </>
  )
}

function NothingToShow({ filter, onClear }: { filter: ShownInterventions; onClear: () => void }): ReactNode {
  const t = useMessages(interventionsMessages)
  if (filter.state === 'inForce' && filter.kind === '') return <EmptyState title={t.none} text={t.noneText} />
  return (
    <EmptyState title={t.nothing} text={t.nothingText}>
      <Button onClick={onClear}>{t.clear}</Button>
    </EmptyState>
  )
}
