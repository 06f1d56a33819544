import { useShell } from '@portico/micro-app/react'
import { useMessages } from '@portico/shared-ui/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { accountMessages } from '../../common/account.messages.ts'
import {
  AccountChangePassword,
  type AccountChangePasswordMutationVariables,
} from '../../graph/graph.generated.ts'
import { usePasswordFailure } from './use-password-failure.ts'

/** Two hashes on a busy machine, and their turn before them. */
const TIMEOUT_MS = 20_000

type Typed = AccountChangePasswordMutationVariables & { repeat: string }

export function PasswordCard(): ReactNode {
  const t = useMessages(accountMessages)
  const { graph, notify } = useShell()
  const queryClient = useQueryClient()
  const [form] = Form.useForm<Typed>()
  const failureText = usePasswordFailure()
  const change = useMutation({
    mutationFn: async ({ current, next }: Typed) =>
      (await graph.execute(AccountChangePassword, { current, next }, { timeoutMs: TIMEOUT_MS }))
        .changeOwnPassword,
    onSuccess: ({ ended }) => {
      form.resetFields()
      notify.success(t.changed(ended))
      return queryClient.invalidateQueries({ queryKey: ['sessions'] })
    },
  })
  return (
    <section className="p-card account-card" aria-labelledby="account-password">
      <h2 id="account-password">{t.password}</h2>
      <p className="account-hint">{t.passwordHint}</p>
      {change.isError && <Alert type="error" showIcon title={failureText(change.error)} role="alert" />}
      <Form
        form={form}
        layout="vertical"
        className="account-form"
        requiredMark={false}
        onFinish={typed => change.mutate(typed)}
      >
        <PasswordItem name="current" label={t.current} autoComplete="current-password" />
        <PasswordItem name="next" label={t.next} hint={t.nextHint} autoComplete="new-password" />
        <RepeatItem />
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t.change}
        </Button>
      </Form>
    </section>
  )
}

interface PasswordItemProps {
  name: 'current' | 'next'
  label: string
  hint?: string
  autoComplete: string
}

function PasswordItem({ name, label, hint, autoComplete }: PasswordItemProps): ReactNode {
  const t = useMessages(accountMessages)
  return (
    <Form.Item name={name} label={label} extra={hint} rules={[{ required: true, message: t.missing }]}>
      <Input.Password autoComplete={autoComplete} maxLength={1024} visibilityToggle={false} />
    </Form.Item>
  )
}

function RepeatItem(): ReactNode {
  const t = useMessages(accountMessages)
  const same = ({ getFieldValue }: { getFieldValue: (name: string) => unknown }) => ({
    validator: (_: unknown, value: unknown) =>
      value === getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error(t.differs)),
  })
  return (
    <Form.Item name="repeat" label={t.repeat} dependencies={['next']} rules={[same]}>
      <Input.Password autoComplete="new-password" maxLength={1024} visibilityToggle={false} />
    </Form.Item>
  )
}
