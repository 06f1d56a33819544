import { ExportButton, useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { teamMessages } from './team.messages.ts'

interface ListExportProps {
  /** Such as `/api/exports/users`. */
  path: string
  /** As the list has it. */
  filter?: Record<string, string | null | undefined>
  /** Rows under the filter; undefined while they are counted. */
  total: number | undefined
}

/** What a list of people has filtered as a file; nothing to export shows no button. */
export function ListExport({ path, filter = {}, total }: ListExportProps): ReactNode {
  const t = useMessages(teamMessages)
  const { integer } = useFormats()
  if (total === 0) return null
  return (
    <ExportButton
      path={path}
      filter={filter}
      count={total === undefined ? '' : t.rows(integer(total), total === 1)}
    />
  )
}
