import { ArrowLeftOutlined } from '@ant-design/icons'
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
import { Card } from '../../ui/Card.tsx'
import { Fact, Facts } from '../../ui/Facts.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { directoryMessages } from './directory.messages.ts'
import { type DirectoryDetail, useTenant } from './use-directory.ts'

export function TenantPage(): ReactNode {
  const t = useMessages(directoryMessages)
  const { ref = '' } = useParams()
  const tenant = useTenant(ref)
  const title = tenant.data?.name ?? ref
  useTabTitle(title)
  const isMissing = errorCodeOf(tenant.error) === 'NOT_FOUND'
  return (
    <div className="p-page con-page">
      <PageHeader
        back={
          <Link to="/tenants">
            <ArrowLeftOutlined aria-hidden /> {t.back}
          </Link>
        }
        title={title}
      />
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
        <Fact label={t.slug}>{tenant.slug}</Fact>
        <Fact label={t.id}>{tenant.id}</Fact>
        <Fact label={t.kind}>{t[tenant.kind]}</Fact>
        <Fact label={t.plan}>{tenant.plan ?? t.unknown}</Fact>
        <Fact label={t.region}>{tenant.region ?? t.unknown}</Fact>
        <Fact label={t.created}>
          <ZonedTime instant={tenant.createdAt} />
        </Fact>
        <Fact label={t.users}>{integer(tenant.activeUserCount)}</Fact>
        <Fact label={t.currency}>{tenant.currency}</Fact>
        <Fact label={t.timeZone}>{tenant.timeZone}</Fact>
      </Facts>
      <p>
        <Link to={`/explain?tenant=${encodeURIComponent(tenant.id)}`}>{t.explain}</Link>
      </p>
    </>
  )
}
