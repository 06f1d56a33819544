import { PageHeader, useMessages, useTabTitle } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { ImportHistory } from './ImportHistory.tsx'
import { importMessages } from './import.messages.ts'
import { UploadBox } from './UploadBox.tsx'
import './import.css'

export function ImportHome(): ReactNode {
  const t = useMessages(importMessages)
  useTabTitle(t.title)
  return (
    <div className="p-page sales-import">
      <PageHeader title={t.title} subtitle={t.subtitle} />
      <UploadBox />
      <ImportHistory />
    </div>
  )
}
