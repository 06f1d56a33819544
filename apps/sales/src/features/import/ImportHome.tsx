import { useShell } from '@portico/micro-app/react'
import { PageHeader, useMessages } from '@portico/shared-ui/react'
import { type ReactNode, useEffect } from 'react'
import { ImportHistory } from './ImportHistory.tsx'
import { importMessages } from './import.messages.ts'
import { UploadBox } from './UploadBox.tsx'
import './import.css'

export function ImportHome(): ReactNode {
  const t = useMessages(importMessages)
  const { tabs } = useShell()
  useEffect(() => tabs.setTitle(t.title), [tabs, t])
  return (
    <div className="p-page sales-import">
      <PageHeader title={t.title} subtitle={t.subtitle} />
      <UploadBox />
      <ImportHistory />
    </div>
  )
}
