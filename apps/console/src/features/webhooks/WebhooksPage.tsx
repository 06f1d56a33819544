import { PlusOutlined } from '@ant-design/icons'
import { EmptyState, PageHeader, useMessages, useTabTitle } from '@portico/shared-ui/react'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Loaded } from '../../ui/Loaded.tsx'
import { CreateWebhookDialog } from './CreateWebhookDialog.tsx'
import { useWebhooks } from './use-webhooks.ts'
import { WebhookTable } from './WebhookTable.tsx'
import { webhooksMessages } from './webhooks.messages.ts'

export function WebhooksPage(): ReactNode {
  const t = useMessages(webhooksMessages)
  const webhooks = useWebhooks()
  const [isCreating, setCreating] = useState(false)
  useTabTitle(t.title)
  return (
    <div className="p-page con-page">
      <PageHeader
        title={t.title}
        subtitle={t.subtitle}
        actions={
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setCreating(true)}>
            {t.create}
          </Button>
        }
      />
      <div className="p-card">
        <Loaded query={webhooks} label={t.loading}>
          {items =>
            items.length === 0 ? (
              <EmptyState title={t.none} text={t.noneText} />
            ) : (
              <WebhookTable webhooks={items} />
            )
          }
        </Loaded>
      </div>
      {isCreating && <CreateWebhookDialog onClose={() => setCreating(false)} />}
    </div>
  )
}
