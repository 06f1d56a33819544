import { ArrowLeftOutlined } from '@ant-design/icons'
import { PageHeader, useMessages } from '@portico/shared-ui/react'
import { App, Button, Tooltip } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { OrderDetail } from '../order/use-order.ts'
import { DraftNotices } from './DraftNotices.tsx'
import { LineEditor } from './LineEditor.tsx'
import { OrderHead } from './OrderHead.tsx'
import { checkDraft, draftTotal, hasProblems } from './order-checks.ts'
import type { OrderDraft } from './order-draft.ts'
import { orderFormMessages } from './order-form.messages.ts'
import { TotalBar } from './TotalBar.tsx'
import { useOrderDraft } from './use-order-draft.ts'
import { useSaveOrder } from './use-save-order.ts'
import { CONFIRM_KEYS, SAVE_KEYS, shortcutText, useSaveShortcuts } from './use-save-shortcuts.ts'
import './order-form.css'

interface OrderFormProps {
  /** Under which the draft is kept. */
  name: string
  existing: OrderDetail | null
  initial: OrderDraft
}

export function OrderForm({ name, existing, initial }: OrderFormProps): ReactNode {
  const t = useMessages(orderFormMessages)
  const navigate = useNavigate()
  const { modal } = App.useApp()
  const control = useOrderDraft(name, initial)
  const save = useSaveOrder({ existing, onSaved: control.settle })
  const isSending = useRef(false)
  // Nothing is marked wrong before the first try; from then on marks follow the typing.
  const [isChecked, setChecked] = useState(false)
  const problems = checkDraft(control.draft)
  const home = existing ? `/orders/${existing.id}` : '/orders'

  const submit = (isConfirmed: boolean) => {
    setChecked(true)
    if (hasProblems(problems) || isSending.current) return
    isSending.current = true
    control.send()
    save.mutate(
      { draft: control.draft, isConfirmed },
      {
        onSuccess: ({ order, failure }) =>
          navigate(`/orders/${order.id}`, { replace: true, state: failure ? { failure } : null }),
        onSettled: () => {
          isSending.current = false
        },
      },
    )
  }
  useSaveShortcuts(submit)
  const leave = () => {
    control.discard()
    navigate(home)
  }
  const askToLeave = () =>
    modal.confirm({
      title: t.leaveTitle,
      content: t.leaveText,
      okText: t.leaveYes,
      okButtonProps: { danger: true },
      cancelText: t.leaveNo,
      onOk: leave,
    })
  return (
    <div className="p-page sales-form">
      <PageHeader
        back={
          <Link to={home}>
            <ArrowLeftOutlined aria-hidden /> {existing ? t.backToOrder : t.back}
          </Link>
        }
        title={existing ? t.editTitle(existing.number) : t.newTitle}
      />
      <DraftNotices
        existing={existing}
        isRestored={control.isRestored}
        savedAs={control.savedAs}
        error={save.error}
        isEmpty={isChecked && problems.isEmpty}
        onDiscard={control.discard}
        onSaveAnew={() => {
          control.renew()
          save.reset()
        }}
      />
      <OrderHead draft={control.draft} onChange={control.change} />
      <LineEditor
        draft={control.draft}
        problems={isChecked ? problems.lines : {}}
        onChange={control.change}
      />
      <TotalBar total={draftTotal(control.draft)}>
        <Button type="text" onClick={control.isDirty ? askToLeave : leave}>
          {t.cancel}
        </Button>
        <Tooltip title={shortcutText('S')}>
          <Button
            loading={save.isPending && !save.variables.isConfirmed}
            aria-keyshortcuts={SAVE_KEYS}
            onClick={() => submit(false)}
          >
            {t.save}
          </Button>
        </Tooltip>
        <Tooltip title={shortcutText('Enter')}>
          <Button
            type="primary"
            loading={save.isPending && save.variables.isConfirmed}
            aria-keyshortcuts={CONFIRM_KEYS}
            onClick={() => submit(true)}
          >
            {t.saveAndConfirm}
          </Button>
        </Tooltip>
      </TotalBar>
    </div>
  )
}
