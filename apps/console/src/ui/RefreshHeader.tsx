import { PageHeader, useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { refreshMessages } from './refresh.messages.ts'

interface RefreshHeaderProps {
  title: ReactNode
  subtitle?: ReactNode
  /** Stands above the title: a way back. */
  back?: ReactNode
  query: { isFetching: boolean; refetch(): unknown }
}

/** Title row of a page whose figures are asked for again by a button. */
export function RefreshHeader({ query, ...header }: RefreshHeaderProps): ReactNode {
  const t = useMessages(refreshMessages)
  return (
    <PageHeader
      {...header}
      actions={
        <Button onClick={() => void query.refetch()} loading={query.isFetching}>
          {t.refresh}
        </Button>
      }
    />
  )
}
