import { useMessages } from '@portico/shared-ui/react'
import { Alert, Form, type FormInstance, Input } from 'antd'
import type { ReactNode } from 'react'
import { secondFactorMessages } from './second-factor.messages.ts'
import { useFailureText } from './use-second-factor.ts'

export interface Proof {
  password: string
  code: string
}

interface ProofFieldsProps {
  form: FormInstance<Proof>
  formId: string
  asks: readonly (keyof Proof)[]
  codeLabel: string
  error: unknown
  onSubmit: (proof: Proof) => void
}

/** Password, code, or both, as one form whose button is the dialog's. */
export function ProofFields({ form, formId, asks, codeLabel, error, onSubmit }: ProofFieldsProps): ReactNode {
  const t = useMessages(secondFactorMessages)
  const failureText = useFailureText()
  const rules = [{ required: true, message: t.missing }]
  return (
    <Form form={form} id={formId} layout="vertical" requiredMark={false} onFinish={onSubmit}>
      {asks.includes('password') && (
        <Form.Item name="password" label={t.password} rules={rules}>
          <Input.Password
            autoComplete="current-password"
            maxLength={1024}
            visibilityToggle={false}
            autoFocus
          />
        </Form.Item>
      )}
      {asks.includes('code') && (
        <Form.Item name="code" label={codeLabel} rules={rules}>
          <Input autoComplete="one-time-code" maxLength={40} autoFocus={asks.length === 1} />
        </Form.Item>
      )}
      {error !== null && <Alert type="error" showIcon role="alert" title={failureText(error)} />}
    </Form>
  )
}
