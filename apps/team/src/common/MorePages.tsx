import { useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { teamMessages } from './team.messages.ts'

interface MorePagesProps {
  shown: number
  total: number
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
}

export function MorePages(props: MorePagesProps): ReactNode {
  const t = useMessages(teamMessages)
  return (
    <div className="team-more">
      <span role="status">{t.shown(props.shown, props.total)}</span>
      {props.hasNextPage && (
        <Button size="small" loading={props.isFetchingNextPage} onClick={() => props.fetchNextPage()}>
          {t.more}
        </Button>
      )}
    </div>
  )
}
