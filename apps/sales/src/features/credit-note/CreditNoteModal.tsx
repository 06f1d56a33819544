import { MoneyText, useMessages } from '@portico/shared-ui/react'
import { Checkbox, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import type { OrderDetail } from '../order/use-order.ts'
import { CreditFailure } from './CreditFailure.tsx'
import { CreditLines } from './CreditLines.tsx'
import { creditNoteMessages } from './credit-note.messages.ts'
import { checkQuantity, creditLines, creditTotal, leftQuantities } from './credit-quantities.ts'
import type { CreateCreditNote } from './use-create-credit-note.ts'
import '../order-form/order-form.css'

interface CreditNoteModalProps {
  order: OrderDetail
  create: CreateCreditNote
  onClose: () => void
}

export function CreditNoteModal({ order, create, onClose }: CreditNoteModalProps): ReactNode {
  const t = useMessages(creditNoteMessages)
  const navigate = useNavigate()
  const [quantities, setQuantities] = useState(() => leftQuantities(order.lines))
  const [note, setNote] = useState('')
  const hasGoods = order.lines.some(({ product }) => product?.kind !== 'SERVICE')
  const [isRestocked, setRestocked] = useState(hasGoods)
  const isWrong = order.lines.some(line => checkQuantity(line, quantities[line.id] ?? '') !== null)
  const lines = creditLines(order.lines, quantities)
  const close = () => {
    create.reset()
    onClose()
  }
  const submit = () =>
    create.mutate(
      { lines, note: note.trim() || null, restock: isRestocked },
      {
        onSuccess: creditNote => {
          close()
          navigate(`/orders/${creditNote.id}`)
        },
      },
    )
  return (
    <Modal
      open
      width={620}
      title={t.title(order.number)}
      okText={t.create}
      cancelText={t.cancel}
      confirmLoading={create.isPending}
      closable={!create.isPending}
      keyboard={!create.isPending}
      mask={{ closable: !create.isPending }}
      cancelButtonProps={{ disabled: create.isPending }}
      okButtonProps={{ disabled: lines.length === 0 || isWrong }}
      onOk={submit}
      onCancel={close}
    >
      {create.isError && <CreditFailure error={create.error} order={order} />}
      <p className="sales-hint">{leftIsNone(order) ? t.nothingLeft : t.intro}</p>
      <CreditLines lines={order.lines} quantities={quantities} onChange={setQuantities} />
      <Input
        aria-label={t.note}
        placeholder={t.note}
        maxLength={500}
        value={note}
        onChange={event => setNote(event.target.value)}
      />
      {hasGoods && (
        <div className="sales-restock">
          <Checkbox checked={isRestocked} onChange={event => setRestocked(event.target.checked)}>
            {t.restock}
          </Checkbox>
          <p className="sales-hint">{t.restockHint}</p>
        </div>
      )}
      <p className="sales-credit-total">
        {t.total}{' '}
        <strong>
          <MoneyText amount={creditTotal(order.lines, quantities)} currency={order.total.currency} />
        </strong>
      </p>
    </Modal>
  )
}

function leftIsNone({ lines }: OrderDetail): boolean {
  return Object.keys(leftQuantities(lines)).length === 0
}
