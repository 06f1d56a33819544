import type { Artifact } from '@portico/release'
import {
  EmptyState,
  PageHeader,
  SearchSelect,
  StatusTag,
  useCleanSearch,
  useFormats,
  useMessages,
  useTabTitle,
} from '@portico/shared-ui/react'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { PagedList } from '../../ui/PagedList.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { useActorText } from '../actor/use-actor-text.ts'
import { artifactsMessages } from './artifacts.messages.ts'
import { useArtifactNames } from './use-artifact-names.ts'
import { useArtifacts } from './use-artifacts.ts'
import { useIsInBaseline } from './use-is-in-baseline.ts'

export function ArtifactList(): ReactNode {
  const t = useMessages(artifactsMessages)
  const [search, setSearch] = useSearchParams()
  const name = search.get('name') ?? ''
  const names = useArtifactNames()
  const artifacts = useArtifacts(name)
  const show = (chosen: string) => setSearch(chosen === '' ? {} : { name: chosen })
  useTabTitle(t.title)
  useCleanSearch(new URLSearchParams(name === '' ? {} : { name }))
  return (
    <div className="p-page con-page">
      <PageHeader title={t.title} subtitle={t.subtitle} />
      <div className="p-card">
        <search className="con-filters">
          <SearchSelect
            className="con-filter-app"
            aria-label={t.app}
            value={name}
            options={[{ value: '', label: t.anyApp }, ...names.map(each => ({ value: each, label: each }))]}
            onChange={show}
          />
        </search>
        <PagedList
          pages={artifacts}
          label={t.loading}
          empty={<NothingPublished name={name} onClear={() => show('')} />}
        >
          {items => <ArtifactTable items={items} />}
        </PagedList>
      </div>
    </div>
  )
}

function NothingPublished({ name, onClear }: { name: string; onClear: () => void }): ReactNode {
  const t = useMessages(artifactsMessages)
  if (name === '') return <EmptyState title={t.none} text={t.noneText} />
  return (
    <EmptyState title={t.nothing}>
      <Button onClick={onClear}>{t.clear}</Button>
    </EmptyState>
  )
}

function ArtifactTable({ items }: { items: Artifact[] }): ReactNode {
  const t = useMessages(artifactsMessages)
  const top = Math.max(...items.map(({ sizeBytes }) => sizeBytes))
  return (
    <ScrollTable label={t.title}>
      <thead>
        <tr>
          <th scope="col">{t.version}</th>
          <th scope="col">{t.kind}</th>
          <th scope="col">{t.size}</th>
          <th scope="col" className="p-cell-number">
            {t.files}
          </th>
          <th scope="col">{t.published}</th>
          <th scope="col">{t.by}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(artifact => (
          <ArtifactRow key={`${artifact.name}@${artifact.version}`} artifact={artifact} topBytes={top} />
        ))}
      </tbody>
    </ScrollTable>
  )
}

function ArtifactRow({ artifact, topBytes }: { artifact: Artifact; topBytes: number }): ReactNode {
  const t = useMessages(artifactsMessages)
  const { fileSize, integer } = useFormats()
  const isInBaseline = useIsInBaseline()
  const actorText = useActorText()
  const { name, version, kind, sizeBytes, fileCount, publishedAt, publishedBy, isLocal } = artifact
  const kinds = { app: t.kindApp, shell: t.kindShell, shared: t.kindShared }
  return (
    <tr>
      <th scope="row">
        <Link to={`/artifacts/${name}/${encodeURIComponent(version)}`}>
          {name} <span className="con-version">{version}</span>
        </Link>{' '}
        {isInBaseline(artifact) && <StatusTag tone="success">{t.inBaseline}</StatusTag>}{' '}
        {isLocal && <StatusTag tone="neutral">{t.local}</StatusTag>}
      </th>
      <td>{kinds[kind]}</td>
      <td>
        <span className="con-size">
          <span className="con-size-bar" aria-hidden>
            <span style={{ width: `${((sizeBytes / topBytes) * 100).toFixed(1)}%` }} />
          </span>
          {fileSize(sizeBytes)}
        </span>
      </td>
      <td className="p-cell-number">{integer(fileCount)}</td>
      <td>
        <ZonedTime instant={publishedAt} />
      </td>
      <td>{actorText(publishedBy)}</td>
    </tr>
  )
}
