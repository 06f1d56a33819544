import { useMessages } from '@portico/shared-ui/react'
import { type ReactNode, useState } from 'react'
import { Card } from '../../ui/Card.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { artifactsMessages } from './artifacts.messages.ts'
import { ChangeList } from './ChangeList.tsx'
import { useArtifactChanges, useArtifacts } from './use-artifacts.ts'
import { VersionSelect } from './VersionSelect.tsx'

interface VersionChangesProps {
  name: string
  version: string
}

/** What is different in a version; against the one published before it, until another is chosen. */
export function VersionChanges({ name, version }: VersionChangesProps): ReactNode {
  const t = useMessages(artifactsMessages)
  const [chosen, setChosen] = useState<string | null>(null)
  const { data: versions = [] } = useArtifacts(name)
  const place = versions.findIndex(each => each.version === version)
  const before = place === -1 ? undefined : versions[place + 1]
  const from = chosen ?? before?.version ?? null
  const changes = useArtifactChanges(name, version, from)
  return (
    <Card
      title={t.changes}
      actions={
        <VersionSelect name={name} value={from} label={t.compareWith} except={version} onChange={setChosen} />
      }
    >
      {from === null ? (
        <p className="con-pad con-faint">{t.chooseVersion}</p>
      ) : (
        <Loaded query={changes} label={t.loadingChanges}>
          {data => <ChangeList changes={data} />}
        </Loaded>
      )}
    </Card>
  )
}
