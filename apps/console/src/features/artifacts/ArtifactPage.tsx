import { PageHeader, StatusTag, useMessages, useTabTitle } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { BackLink } from '../../ui/BackLink.tsx'
import { Card } from '../../ui/Card.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { ArtifactFacts } from './ArtifactFacts.tsx'
import { ArtifactFiles } from './ArtifactFiles.tsx'
import { artifactsMessages } from './artifacts.messages.ts'
import { useArtifact } from './use-artifacts.ts'
import { useIsInBaseline } from './use-is-in-baseline.ts'
import { VersionChanges } from './VersionChanges.tsx'

export function ArtifactPage(): ReactNode {
  const t = useMessages(artifactsMessages)
  const { name = '', version = '' } = useParams()
  const artifact = useArtifact(name, version)
  const isInBaseline = useIsInBaseline()
  useTabTitle(`${name} ${version}`)
  return (
    <div className="p-page con-page">
      <PageHeader
        back={<BackLink to={`/artifacts?name=${encodeURIComponent(name)}`}>{t.back}</BackLink>}
        title={`${name} ${version}`}
        extra={
          artifact.data && isInBaseline(artifact.data) && <StatusTag tone="success">{t.inBaseline}</StatusTag>
        }
      />
      <Card title={t.facts}>
        <Loaded query={artifact} label={t.loading} wayOut={<Link to="/artifacts">{t.back}</Link>}>
          {details => <ArtifactFacts details={details} />}
        </Loaded>
      </Card>
      {artifact.data && <VersionChanges key={`${name}@${version}`} name={name} version={version} />}
      {artifact.data && <ArtifactFiles files={artifact.data.files} />}
    </div>
  )
}
