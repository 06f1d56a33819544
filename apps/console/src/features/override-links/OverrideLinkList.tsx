import { DateText, EmptyState, StatusTag, useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Card } from '../../ui/Card.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { TableHead } from '../../ui/TableHead.tsx'
import { useMayWrite } from '../../ui/use-may-write.ts'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { useActorText } from '../actor/use-actor-text.ts'
import { overrideLinksMessages } from './override-links.messages.ts'
import { RevokeLinkButton } from './RevokeLinkButton.tsx'
import { type OpenLink, useOverrideLinks } from './use-override-links.ts'

/** Links with which single users may have published versions in one tab, and a way to end them. */
export function OverrideLinkList(): ReactNode {
  const t = useMessages(overrideLinksMessages)
  const links = useOverrideLinks()
  return (
    <Card title={t.title}>
      <Loaded query={links} label={t.loading}>
        {items =>
          items.length === 0 ? <EmptyState title={t.none} text={t.noneText} /> : <LinkTable links={items} />
        }
      </Loaded>
      {links.hasNextPage && (
        <Button loading={links.isFetchingNextPage} onClick={() => void links.fetchNextPage()}>
          {t.more}
        </Button>
      )}
    </Card>
  )
}

function LinkTable({ links }: { links: OpenLink[] }): ReactNode {
  const t = useMessages(overrideLinksMessages)
  return (
    <ScrollTable label={t.title}>
      <TableHead labels={[t.user, t.versions, t.state, t.ends, t.made, t.reason]} action={t.revoke} />
      <tbody>
        {links.map(link => (
          <LinkRow key={link.id} link={link} />
        ))}
      </tbody>
    </ScrollTable>
  )
}

function LinkRow({ link }: { link: OpenLink }): ReactNode {
  const t = useMessages(overrideLinksMessages)
  const actorText = useActorText()
  const mayWrite = useMayWrite()
  const { apps, tenant, user, reason, createdAt, createdBy, expiresAt, revokedAt } = link
  const versions = Object.entries(apps).map(([name, version]) => `${name} ${version}`)
  return (
    <tr>
      <th scope="row">{`${tenant}/${user}`}</th>
      <td>{versions.join(', ')}</td>
      <td>
        <StatusTag tone={revokedAt ? 'danger' : 'success'}>{revokedAt ? t.revoked : t.open}</StatusTag>
      </td>
      <td>
        <ZonedTime instant={expiresAt} />
      </td>
      <td>
        <DateText instant={createdAt} /> <span className="con-faint">{actorText(createdBy)}</span>
      </td>
      <td>{reason}</td>
      <td>{mayWrite && !revokedAt && <RevokeLinkButton link={link} />}</td>
    </tr>
  )
}
