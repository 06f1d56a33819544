import { defineMessages } from '@portico/shared-ui'
import { DateText, useMessages } from '@portico/shared-ui/react'
import { Button, Modal } from 'antd'
import type { ReactNode } from 'react'
import { CopyField } from '../../common/CopyField.tsx'

const messages = defineMessages({
  en: {
    invitation: (name: string) => `Invitation for ${name}`,
    reset: (name: string) => `New password for ${name}`,
    text: 'Hand this link to the user only. It works once, and is shown only now.',
    until: 'It holds until',
    link: 'One-time link',
    copy: 'Copy link',
    copied: 'The link is copied.',
    done: 'Done',
  },
  'zh-CN': {
    invitation: name => `${name} 的邀请`,
    reset: name => `为 ${name} 设置新密码`,
    text: '请仅将此链接转交给该用户。链接只能使用一次，且只在此刻显示。',
    until: '有效期至',
    link: '一次性链接',
    copy: '复制链接',
    copied: '链接已复制。',
    done: '完成',
  },
})

interface LinkModalProps {
  link: { token: string; purpose: 'INVITATION' | 'RESET'; expiresAt: string }
  user: { displayName: string }
  onClose: () => void
}

export function LinkModal({ link, user, onClose }: LinkModalProps): ReactNode {
  const t = useMessages(messages)
  const title = link.purpose === 'RESET' ? t.reset(user.displayName) : t.invitation(user.displayName)
  // Behind the #, so that the token reaches no server's log.
  const address = `${window.location.origin}/welcome#${link.token}`
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      maskClosable={false}
      footer={
        <Button type="primary" onClick={onClose}>
          {t.done}
        </Button>
      }
    >
      <p>{t.text}</p>
      <CopyField value={address} label={t.link} copy={t.copy} copied={t.copied} />
      <p className="team-faint">
        {t.until} <DateText instant={link.expiresAt} hasTime />
      </p>
    </Modal>
  )
}
