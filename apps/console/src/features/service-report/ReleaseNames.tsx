import { useMessages } from '@portico/shared-ui/react'
import { useQuery } from '@tanstack/react-query'
import { Fragment, type ReactNode } from 'react'
import { Link } from 'react-router'
import { useReleaseClient } from '../../release-client/use-release-client.ts'
import { useLocalText } from '../../ui/use-local-text.ts'
import { serviceReportMessages } from './service-report.messages.ts'

const STABLE = 'stable'
/** Titles change rarely. */
const STALE_MS = 5 * 60_000

/** The releases a call was made under, by their titles, with a way to each. */
export function ReleaseNames({ releases }: { releases: string }): ReactNode {
  const t = useMessages(serviceReportMessages)
  if (releases === STABLE) return t.stable
  return releases.split(' ').map((id, place) => (
    <Fragment key={id}>
      {place > 0 && ' + '}
      <ReleaseTitle id={id} />
    </Fragment>
  ))
}

function ReleaseTitle({ id }: { id: string }): ReactNode {
  const client = useReleaseClient()
  const localText = useLocalText()
  const { data } = useQuery({
    queryKey: ['release', id],
    queryFn: ({ signal }) => client.call('getRelease', { params: { id }, signal }),
    staleTime: STALE_MS,
  })
  return <Link to={`/releases/${encodeURIComponent(id)}`}>{(data && localText(data.title)) || id}</Link>
}
