import { useShell } from '@portico/micro-app/react'
import { createAttemptKeys, parseTypedDecimal } from '@portico/shared-ui'
import { errorCodeOf, useErrorText, useFormats, useMessages } from '@portico/shared-ui/react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, Form, Input, Modal, Radio, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { messages } from '../../common/messages.ts'
import { checkQuantity } from '../../common/number-checks.ts'
import { CatalogReceiveStock, CatalogWarehouses, type ReceivingKind } from '../../graph/graph.generated.ts'
import type { ProductDetail } from '../product/use-product.ts'

interface ReceiveModalProps {
  product: ProductDetail
  /** Nothing is known of its stock yet. */
  isOpening: boolean
  onClose: () => void
}

/** Any quantity that is not one. */
const MANY = '0'

interface Typed {
  kind: ReceivingKind
  quantity: string
  warehouseId?: string
  note?: string
}

export function ReceiveModal({ product, isOpening, onClose }: ReceiveModalProps): ReactNode {
  const t = useMessages(messages)
  const { unit } = useFormats()
  const [form] = Form.useForm<Typed>()
  const receive = useReceive(product)
  const warehouses = useWarehouses()
  const submit = (typed: Typed) => receive.mutate(typed, { onSuccess: onClose })
  return (
    <Modal
      open
      title={t.receiveTitle(product.name)}
      okText={t.book}
      cancelText={t.cancel}
      confirmLoading={receive.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      {receive.isError && <Failure error={receive.error} />}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: isOpening ? 'OPENING' : 'RECEIPT', quantity: '' }}
        onFinish={submit}
      >
        <Form.Item name="kind" label={t.receiveKind}>
          <Radio.Group
            options={[
              { value: 'OPENING', label: t.OPENING },
              { value: 'RECEIPT', label: t.RECEIPT },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="quantity"
          label={t.quantity(unit(product.unit, MANY))}
          rules={[
            {
              validator: async (_rule, typed: string) => {
                const problem = checkQuantity(typed)
                if (problem) throw new Error(t[problem])
              },
            },
          ]}
        >
          <Input inputMode="decimal" autoComplete="off" autoFocus />
        </Form.Item>
        {warehouses.length > 1 && (
          <Form.Item name="warehouseId" label={t.warehouse} initialValue={warehouses[0]?.id}>
            <Select options={warehouses.map(({ id, name }) => ({ value: id, label: name }))} />
          </Form.Item>
        )}
        <Form.Item name="note" label={t.note}>
          <Input maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

function Failure({ error }: { error: unknown }): ReactNode {
  const t = useMessages(messages)
  const textOf = useErrorText()
  const isOpened = errorCodeOf(error) === 'ALREADY_OPENED'
  return (
    <Alert
      role="alert"
      className="cat-notice"
      type="error"
      showIcon
      title={isOpened ? t.alreadyOpened : textOf(error)}
    />
  )
}

/** The default one first. */
function useWarehouses() {
  const { graph } = useShell()
  const { data } = useQuery({
    queryKey: ['warehouses'],
    queryFn: async ({ signal }) => (await graph.execute(CatalogWarehouses, {}, { signal })).warehouses,
  })
  return data ?? []
}

function useReceive({ id, name, unit }: ProductDetail) {
  const t = useMessages(messages)
  const { quantity: format, unit: unitName } = useFormats()
  const { graph, events, notify } = useShell()
  const [attemptKeys] = useState(() => createAttemptKeys())
  return useMutation({
    mutationFn: async ({ kind, quantity, warehouseId, note }: Typed) => {
      const input = {
        kind,
        productId: id,
        warehouseId: warehouseId ?? null,
        quantity: parseTypedDecimal(quantity) ?? quantity,
        note: note?.trim() || null,
      }
      return (await graph.execute(CatalogReceiveStock, { input, idempotencyKey: attemptKeys.for(input) }))
        .receiveStock
    },
    onSuccess: ({ onHand }) => {
      notify.success(t.received(name, format(onHand), unitName(unit, onHand)))
      events.emit('inventory.stock.changed', { productIds: [id] })
    },
  })
}
