import { ErrorState, useMessages, useTabTitle } from '@portico/shared-ui/react'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { useRelease } from '../../release-client/use-release.ts'
import { useLocalText } from '../../ui/use-local-text.ts'
import { ReleaseView } from './ReleaseView.tsx'
import { releaseMessages } from './release.messages.ts'

export function ReleasePage(): ReactNode {
  const t = useMessages(releaseMessages)
  const localText = useLocalText()
  const { id = '' } = useParams()
  const release = useRelease(id)
  useTabTitle(release.data && (localText(release.data.title) || t.untitled))
  if (release.data) return <ReleaseView key={id} release={release.data} />
  return (
    <div className="p-page">
      <div className="p-card con-pad">
        {release.isError ? (
          <ErrorState
            isPage
            error={release.error}
            onRetry={() => void release.refetch()}
            isRetrying={release.isFetching}
          >
            <Link to="/releases">{t.back}</Link>
          </ErrorState>
        ) : (
          <div role="status" aria-label={t.loading}>
            <Skeleton active paragraph={{ rows: 8 }} />
          </div>
        )}
      </div>
    </div>
  )
}
