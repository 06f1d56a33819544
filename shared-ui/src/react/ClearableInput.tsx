import { CloseCircleFilled } from '@ant-design/icons'
import { Input, type InputProps } from 'antd'
import type { ReactNode } from 'react'
import { defineMessages } from '../messages/messages.ts'
import { useMessages } from './language.ts'

const messages = defineMessages({ en: { clear: 'Clear' }, 'zh-CN': { clear: '清除' } })

/** A field that a button empties. antd calls its own button by the file name of the icon, in English. */
export function ClearableInput(props: Omit<InputProps, 'allowClear'>): ReactNode {
  const t = useMessages(messages)
  return <Input {...props} allowClear={{ clearIcon: <CloseCircleFilled aria-label={t.clear} /> }} />
}
