import { useShell } from '@portico/micro-app/react'
import { createAttemptKeys } from '@portico/shared-ui'
import { errorCodeOf, useErrorText, useMessages } from '@portico/shared-ui/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Form, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import {
  type CreateCustomerInput,
  type CustomerChoiceFragment,
  SalesCreateCustomer,
} from '../../graph/graph.generated.ts'
import { orderFormMessages } from './order-form.messages.ts'

interface CreateCustomerModalProps {
  onCreated: (customer: CustomerChoiceFragment) => void
  onClose: () => void
}

export function CreateCustomerModal({ onCreated, onClose }: CreateCustomerModalProps): ReactNode {
  const t = useMessages(orderFormMessages)
  const [form] = Form.useForm<CreateCustomerInput>()
  const create = useCreateCustomer()
  const submit = (typed: CreateCustomerInput) =>
    create.mutate(trimmed(typed), {
      onSuccess: customer => {
        onCreated(customer)
        onClose()
      },
    })
  return (
    <Modal
      open
      title={t.newCustomer}
      okText={t.create}
      cancelText={t.cancel}
      confirmLoading={create.isPending}
      closable={!create.isPending}
      keyboard={!create.isPending}
      mask={{ closable: !create.isPending }}
      cancelButtonProps={{ disabled: create.isPending }}
      onOk={form.submit}
      onCancel={onClose}
    >
      {create.isError && <CreateFailure error={create.error} />}
      <Form form={form} layout="vertical" onFinish={submit} requiredMark={false}>
        <Form.Item
          name="name"
          label={t.name}
          rules={[{ required: true, whitespace: true, message: t.nameMissing }]}
        >
          <Input autoFocus maxLength={200} />
        </Form.Item>
        <Form.Item name="code" label={t.code} extra={t.codeHint}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="country" label={t.country}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="phone" label={t.phone}>
          <Input type="tel" maxLength={60} />
        </Form.Item>
        <Form.Item name="email" label={t.email}>
          <Input type="email" maxLength={200} />
        </Form.Item>
        <Form.Item name="address" label={t.address}>
          <Input.TextArea rows={3} maxLength={500} autoComplete="street-address" />
        </Form.Item>
      </Form>
    </Modal>
  )
}

function CreateFailure({ error }: { error: unknown }): ReactNode {
  const t = useMessages(orderFormMessages)
  const textOf = useErrorText()
  const isTaken = errorCodeOf(error) === 'CODE_TAKEN'
  return (
    <Alert className="sales-notice" type="error" showIcon title={isTaken ? t.codeTaken : textOf(error)} />
  )
}

function useCreateCustomer() {
  const { graph, notify } = useShell()
  const t = useMessages(orderFormMessages)
  const queryClient = useQueryClient()
  const [attemptKeys] = useState(() => createAttemptKeys())
  return useMutation({
    mutationFn: async (input: CreateCustomerInput) => {
      const variables = { input, idempotencyKey: attemptKeys.for(input) }
      return (await graph.execute(SalesCreateCustomer, variables)).createCustomer
    },
    onSuccess: customer => {
      // Here: what is said where it is called is lost when the form is left meanwhile.
      notify.success(t.customerCreated(customer.name))
      queryClient.invalidateQueries({ queryKey: ['customer-choices'] })
    },
  })
}

function trimmed({ name, code, country, phone, email, address }: CreateCustomerInput): CreateCustomerInput {
  const orNull = (text?: string | null) => text?.trim() || null
  return {
    name: name.trim(),
    code: orNull(code),
    country: orNull(country),
    phone: orNull(phone),
    email: orNull(email),
    address: orNull(address),
  }
}
