import { useShell } from '@portico/micro-app/react'
import { defineMessages } from '@portico/shared-ui'
import { errorCodeOf, MoneyText, useErrorText, useFormats, useMessages } from '@portico/shared-ui/react'
import { useMutation } from '@tanstack/react-query'
import { Alert, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import { type CreditLineInput, SalesCreateCreditNote } from '../../graph.generated.ts'
import type { OrderDetail } from '../order/use-order.ts'
import { ORDER_CHANGE, usePublishOrder } from '../order/use-order-step.ts'
import { createAttemptKeys } from '../order-form/attempt-key.ts'
import { DecimalInput } from '../order-form/DecimalInput.tsx'
import { checkQuantity, creditLines, creditTotal, fullQuantities } from './credit-quantities.ts'
import '../order-form/order-form.css'

const messages = defineMessages({
  en: {
    title: (number: string) => `Credit note for order ${number}`,
    intro: 'How much of each line comes back? Clear a line to leave it out.',
    sold: (quantity: string) => `of ${quantity}`,
    quantity: 'Quantity to credit',
    note: 'Reason',
    create: 'Create credit note',
    cancel: 'Cancel',
    total: 'Credit',
    done: 'Credit note created.',
    INVALID: 'Enter a number',
    NEGATIVE: '0 or more',
    TOO_MUCH: 'More than was sold',
    CREDIT_EXCEEDS_ORDER: 'More than what is left to credit on this order.',
  },
  'zh-CN': {
    title: number => `订单 ${number} 的贷项单`,
    intro: '每行退回多少？清空即不退该行。',
    sold: quantity => `共 ${quantity}`,
    quantity: '退回数量',
    note: '原因',
    create: '生成贷项单',
    cancel: '取消',
    total: '贷记金额',
    done: '贷项单已生成。',
    INVALID: '请输入数字',
    NEGATIVE: '不能为负',
    TOO_MUCH: '超过销售数量',
    CREDIT_EXCEEDS_ORDER: '超过该订单剩余可贷记的数量。',
  },
})

export function CreditNoteModal({ order, onClose }: { order: OrderDetail; onClose: () => void }): ReactNode {
  const t = useMessages(messages)
  const textOf = useErrorText()
  const { notify } = useShell()
  const navigate = useNavigate()
  const [quantities, setQuantities] = useState(() => fullQuantities(order.lines))
  const [note, setNote] = useState('')
  const create = useCreateCreditNote(order.id)
  const problems = order.lines.map(line => checkQuantity(line, quantities[line.id] ?? ''))
  const lines = creditLines(order.lines, quantities)
  const submit = () =>
    create.mutate(
      { lines, note: note.trim() || null },
      {
        onSuccess: creditNote => {
          notify.success(t.done)
          onClose()
          navigate(`/orders/${creditNote.id}`)
        },
      },
    )
  const isExcess = errorCodeOf(create.error) === 'CREDIT_EXCEEDS_ORDER'
  return (
    <Modal
      open
      width={620}
      title={t.title(order.number)}
      okText={t.create}
      cancelText={t.cancel}
      confirmLoading={create.isPending}
      okButtonProps={{ disabled: lines.length === 0 || problems.some(Boolean) }}
      onOk={submit}
      onCancel={onClose}
    >
      {create.isError && (
        <Alert
          className="sales-notice"
          type="error"
          showIcon
          title={isExcess ? t.CREDIT_EXCEEDS_ORDER : textOf(create.error)}
        />
      )}
      <p className="sales-hint">{t.intro}</p>
      <ul className="sales-credit-lines">
        {order.lines.map((line, index) => (
          <CreditLine
            key={line.id}
            line={line}
            typed={quantities[line.id] ?? ''}
            problem={problems[index] ?? null}
            onChange={typed => setQuantities({ ...quantities, [line.id]: typed })}
          />
        ))}
      </ul>
      <Input
        aria-label={t.note}
        placeholder={t.note}
        maxLength={500}
        value={note}
        onChange={event => setNote(event.target.value)}
      />
      <p className="sales-credit-total">
        {t.total}{' '}
        <strong>
          <MoneyText amount={creditTotal(order.lines, quantities)} currency={order.total.currency} />
        </strong>
      </p>
    </Modal>
  )
}

interface CreditLineProps {
  line: OrderDetail['lines'][number]
  typed: string
  problem: ReturnType<typeof checkQuantity>
  onChange: (typed: string) => void
}

function CreditLine({ line, typed, problem, onChange }: CreditLineProps): ReactNode {
  const t = useMessages(messages)
  const { quantity } = useFormats()
  return (
    <li className="sales-credit-line">
      <span className="sales-credit-name">
        <span className="sales-code">{line.product?.code}</span> {line.description}
      </span>
      <DecimalInput
        field="quantity"
        label={`${t.quantity}, ${line.description}`}
        shortLabel={t.quantity}
        value={typed}
        problem={problem ? t[problem] : undefined}
        onChange={onChange}
      />
      <span className="sales-faint p-number">{t.sold(quantity(line.quantity))}</span>
    </li>
  )
}

function useCreateCreditNote(orderId: string) {
  const { graph } = useShell()
  const publish = usePublishOrder()
  const [attemptKey] = useState(() => createAttemptKeys())
  return useMutation({
    mutationKey: ORDER_CHANGE,
    mutationFn: async (content: { lines: CreditLineInput[]; note: string | null }) => {
      const variables = { orderId, ...content, idempotencyKey: attemptKey(content) }
      return (await graph.execute(SalesCreateCreditNote, variables)).createCreditNote
    },
    onSuccess: publish,
  })
}
