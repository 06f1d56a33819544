import { defineMessages } from '@portico/shared-ui'
import { useMessages } from '@portico/shared-ui/react'
import { useMutation } from '@tanstack/react-query'
import { Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { Field } from '../../ui/Field.tsx'
import { useDirty } from '../../ui/use-dirty.ts'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import { ProblemNotice } from './ProblemNotice.tsx'

const messages = defineMessages({
  en: {
    reason: 'Why?',
    hint: 'Goes into the audit, for later questions.',
    missing: 'Say why in a few words',
    cancel: 'Cancel',
  },
  'zh-CN': {
    reason: '原因',
    hint: '会记入审计，供以后查阅。',
    missing: '请简要说明原因',
    cancel: '取消',
  },
})

const MAX_REASON = 500

interface ReasonDialogProps {
  title: string
  /** What the button does, in its own words. */
  okText: string
  isDanger?: boolean
  /** Something else is missing, which the content says. */
  isBlocked?: boolean
  /** Resolves when the change is made; a rejection is shown, and what was typed stays. */
  onSubmit: (reason: string) => Promise<unknown>
  /** Takes a fresh look at what the change is about. */
  onReload?: () => Promise<void>
  onClose: () => void
  /** Who is affected and what happens. */
  children: ReactNode
}

/** Every change asks for its reason here; a dangerous one says first what it does, and to which tenants. */
export function ReasonDialog(props: ReasonDialogProps): ReactNode {
  const { title, okText, isDanger = false, isBlocked = false, onSubmit, onReload, onClose, children } = props
  const t = useMessages(messages)
  const [reason, setReason] = useState('')
  const [isChecked, setChecked] = useState(false)
  const isMissing = reason.trim() === ''
  const change = useMutation({ mutationFn: () => onSubmit(reason.trim()), onSuccess: onClose })
  const reload = useMutation({ mutationFn: async () => onReload?.(), onSuccess: () => change.reset() })
  useDirty(reason !== '')
  useFocusReturn()
  const submit = () => {
    setChecked(true)
    if (!isMissing && !isBlocked && !change.isPending) change.mutate()
  }
  return (
    <Modal
      open
      width={600}
      title={title}
      okText={okText}
      cancelText={t.cancel}
      confirmLoading={change.isPending}
      okButtonProps={{ danger: isDanger, disabled: isBlocked }}
      onOk={submit}
      onCancel={onClose}
    >
      <div className="con-dialog">
        {change.isError && (
          <ProblemNotice error={change.error} {...(onReload && { onReload: () => reload.mutate() })} />
        )}
        {reload.isError && <ProblemNotice error={reload.error} />}
        {children}
        <Field label={t.reason} hint={t.hint} problem={isChecked && isMissing && t.missing}>
          {control => (
            <Input
              {...control}
              autoFocus
              maxLength={MAX_REASON}
              value={reason}
              onChange={event => setReason(event.target.value)}
              onPressEnter={event => !event.nativeEvent.isComposing && submit()}
            />
          )}
        </Field>
      </div>
    </Modal>
  )
}
