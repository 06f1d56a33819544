import { PlusOutlined } from '@ant-design/icons'
import type { TokenInfo } from '@portico/release'
import { DateText, EmptyState, StatusTag, useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Card } from '../../ui/Card.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { TableHead } from '../../ui/TableHead.tsx'
import { useMayAdminister } from '../../ui/use-may-write.ts'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { useActorText } from '../actor/use-actor-text.ts'
import { CreateTokenDialog } from './CreateTokenDialog.tsx'
import { RevokeButton } from './RevokeButton.tsx'
import { tokensMessages } from './tokens.messages.ts'
import { useTokens } from './use-tokens.ts'

export function TokenList(): ReactNode {
  const t = useMessages(tokensMessages)
  const tokens = useTokens()
  const mayAdminister = useMayAdminister()
  const [isCreating, setCreating] = useState(false)
  return (
    <Card
      title={t.title}
      actions={
        mayAdminister && (
          <Button icon={<PlusOutlined aria-hidden />} onClick={() => setCreating(true)}>
            {t.create}
          </Button>
        )
      }
    >
      <Loaded query={tokens} label={t.loading}>
        {items =>
          items.length === 0 ? <EmptyState title={t.none} text={t.noneText} /> : <TokenTable tokens={items} />
        }
      </Loaded>
      {isCreating && <CreateTokenDialog onClose={() => setCreating(false)} />}
    </Card>
  )
}

function TokenTable({ tokens }: { tokens: TokenInfo[] }): ReactNode {
  const t = useMessages(tokensMessages)
  return (
    <ScrollTable label={t.title}>
      <TableHead
        labels={[t.name, t.apps, t.actions, t.state, t.expires, t.created, t.lastUsed]}
        action={t.revoke}
      />
      <tbody>
        {tokens.map(token => (
          <TokenRow key={token.id} token={token} />
        ))}
      </tbody>
    </ScrollTable>
  )
}

function TokenRow({ token }: { token: TokenInfo }): ReactNode {
  const t = useMessages(tokensMessages)
  const actorText = useActorText()
  const mayAdminister = useMayAdminister()
  const { name, apps, actions, expiresAt, createdAt, createdBy, lastUsedAt, revokedAt } = token
  const isExpired = new Date(expiresAt) <= new Date()
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{apps.includes('*') ? t.everything : apps.join(', ')}</td>
      <td>{actions.map(action => t[action]).join(', ')}</td>
      <td>
        {revokedAt ? (
          <StatusTag tone="danger">{t.revoked}</StatusTag>
        ) : (
          <StatusTag tone={isExpired ? 'warning' : 'success'}>{isExpired ? t.expired : t.active}</StatusTag>
        )}
      </td>
      <td>
        <DateText instant={expiresAt} />
      </td>
      <td>
        <DateText instant={createdAt} /> <span className="con-faint">{actorText(createdBy)}</span>
      </td>
      <td>
        {lastUsedAt ? <ZonedTime instant={lastUsedAt} /> : <span className="con-faint">{t.never}</span>}
      </td>
      <td>{mayAdminister && !revokedAt && <RevokeButton token={token} />}</td>
    </tr>
  )
}
