import type { DirectoryDetail } from '@portico/identity-contract'
import {
  EmptyState,
  errorCodeOf,
  PageHeader,
  useFormats,
  useMessages,
  useTabTitle,
} from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { BackLink } from '../../ui/BackLink.tsx'
import { Card } from '../../ui/Card.tsx'
import { Facts, ShownFact } from '../../ui/Facts.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { directoryMessages } from './directory.messages.ts'
import { useTenant } from './use-directory.ts'

export function TenantPage(): ReactNode {
  const t = useMessages(directoryMessages)
  const { ref = '' } = useParams()
  const tenant = useTenant(ref)
  const title = tenant.data?.name ?? ref
  useTabTitle(title)
  const isMissing = errorCodeOf(tenant.error) === 'NOT_FOUND'
  return (
    <div className="p-page con-page">
      <PageHeader back={<BackLink to="/tenants">{t.back}</BackLink>} title={title} />
      <Card title={t.facts} isPadded={!isMissing}>
        {isMissing ? (
          <EmptyState title={t.missing} text={t.missingText} />
        ) : (
          <Loaded query={tenant} label={t.loading}>
            {details => <TenantFacts tenant={details} />}
          </Loaded>
        )}
      </Card>
    </div>
  )
}

function TenantFacts({ tenant }: { tenant: DirectoryDetail }): ReactNode {
  const t = useMessages(directoryMessages)
  const { integer } = useFormats()
  return (
    <>
      <Facts>
        <ShownFact label={t.slug}>{tenant.slug}</ShownFact>
        <ShownFact label={t.id}>{tenant.id}</ShownFact>
        <ShownFact label={t.kind}>{t[tenant.kind]}</ShownFact>
        <ShownFact label={t.plan}>{tenant.plan ?? t.unknown}</ShownFact>
        <ShownFact label={t.region}>{tenant.region ?? t.unknown}</ShownFact>
        <ShownFact label={t.created}>
          <ZonedTime instant={tenant.createdAt} />
        </ShownFact>
        <ShownFact label={t.users}>{integer(tenant.activeUserCount)}</ShownFact>
        <ShownFact label={t.currency}>{tenant.currency}</ShownFact>
        <ShownFact label={t.timeZone}>{tenant.timeZone}</ShownFact>
      </Facts>
      <p>
        <Link to={`/explain?tenant=${encodeURIComponent(tenant.id)}`}>{t.explain}</Link>{' '}
        <Link to={`/tenants/${encodeURIComponent(tenant.slug)}/report`}>{t.report}</Link>
      </p>
    </>
  )
}
