import { PageHeader, useMessages, useTabTitle } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { useMayAdminister } from '../../ui/use-may-write.ts'
import { CacheCard } from '../cache/CacheCard.tsx'
import { OverrideLinkList } from '../override-links/OverrideLinkList.tsx'
import { SettingsCard } from '../settings/SettingsCard.tsx'
import { TokenList } from '../tokens/TokenList.tsx'
import { InstanceTable } from './InstanceTable.tsx'
import { instancesMessages } from './instances.messages.ts'

export function InstancesPage(): ReactNode {
  const t = useMessages(instancesMessages)
  const mayAdminister = useMayAdminister()
  useTabTitle(t.title)
  return (
    <div className="p-page con-page">
      <PageHeader title={t.title} subtitle={t.subtitle} />
      <InstanceTable />
      <CacheCard />
      <OverrideLinkList />
      {mayAdminister && <TokenList />}
      <SettingsCard />
    </div>
  )
}
