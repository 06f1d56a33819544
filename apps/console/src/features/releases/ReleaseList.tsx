import { PlusOutlined } from '@ant-design/icons'
import { EmptyState, PageHeader, useCleanSearch, useMessages, useTabTitle } from '@portico/shared-ui/react'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { PagedList } from '../../ui/PagedList.tsx'
import { useMayWrite } from '../../ui/use-may-write.ts'
import { StopSwitch } from '../status/StopSwitch.tsx'
import { ReleaseFilters } from './ReleaseFilters.tsx'
import { ReleaseRow } from './ReleaseRow.tsx'
import { type ReleaseFilter, readFilter, writeFilter } from './release-filter.ts'
import { releasesMessages } from './releases.messages.ts'
import { useReleases } from './use-releases.ts'

export function ReleaseList(): ReactNode {
  const t = useMessages(releasesMessages)
  const [search, setSearch] = useSearchParams()
  const filter = readFilter(search)
  const releases = useReleases(filter)
  const show = (next: ReleaseFilter) => setSearch(writeFilter(next))
  useTabTitle(t.title)
  useCleanSearch(new URLSearchParams(writeFilter(filter)))
  return (
    <div className="p-page con-page">
      <PageHeader
        title={t.title}
        subtitle={t.subtitle}
        actions={
          <>
            <StopSwitch />
            <NewReleaseButton />
          </>
        }
      />
      <section className="p-card" aria-label={t.title}>
        <ReleaseFilters filter={filter} onChange={show} />
        <PagedList
          pages={releases}
          label={t.loading}
          empty={<NothingToShow filter={filter} onClear={() => show({ state: '', app: '' })} />}
        >
          {items => (
            <ul className="con-plain con-releases">
              {items.map(release => (
                <ReleaseRow key={release.id} release={release} />
              ))}
            </ul>
          )}
        </PagedList>
      </section>
    </div>
  )
}

function NewReleaseButton(): ReactNode {
  const t = useMessages(releasesMessages)
  const navigate = useNavigate()
  if (!useMayWrite()) return null
  return (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => navigate('/releases/new')}>
      {t.newRelease}
    </Button>
  )
}

function NothingToShow({ filter, onClear }: { filter: ReleaseFilter; onClear: () => void }): ReactNode {
  const t = useMessages(releasesMessages)
  if (filter.state === '' && filter.app === '') {
    return (
      <EmptyState title={t.none} text={t.noneText}>
        <NewReleaseButton />
      </EmptyState>
    )
  }
  return (
    <EmptyState title={t.nothing} text={t.nothingText}>
      <Button onClick={onClear}>{t.clear}</Button>
    </EmptyState>
  )
}
