import { CheckCircleFilled } from '@ant-design/icons'
import { useShell } from '@portico/micro-app/react'
import { Card, StatusTag, useFormats, useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { startMessages } from './start.messages.ts'
import { isStarted, useStart } from './use-start.ts'
import './start.css'

interface Way {
  label: string
  /** Whole-page path. */
  to: string
}

interface Step {
  title: string
  text: string
  isDone: boolean
  /** The first is the main one. */
  ways: Way[]
}

/** Leads an empty shop to its first order; hidden once it is there. */
export function StartCard(): ReactNode {
  const t = useMessages(startMessages)
  const { integer } = useFormats()
  const steps = useSteps()
  if (!steps) return null
  const done = steps.filter(step => step.isDone).length
  const next = steps.findIndex(step => !step.isDone)
  return (
    <Card
      title={t.title}
      className="wb-start"
      extra={<StatusTag tone="accent">{t.progress(integer(done), integer(steps.length))}</StatusTag>}
    >
      <p className="wb-start-intro">{t.intro}</p>
      <ol className="wb-start-steps">
        {steps.map((step, index) => (
          <StepItem key={step.title} step={step} place={index + 1} isNext={index === next} />
        ))}
      </ol>
    </Card>
  )
}

function StepItem({ step, place, isNext }: { step: Step; place: number; isNext: boolean }): ReactNode {
  const t = useMessages(startMessages)
  const { integer } = useFormats()
  const { navigation } = useShell()
  return (
    <li className="wb-start-step" data-done={step.isDone} aria-current={isNext ? 'step' : undefined}>
      <span className="wb-start-mark" aria-hidden>
        {step.isDone ? <CheckCircleFilled aria-hidden /> : integer(place)}
      </span>
      <div>
        <h3 className="wb-start-title">
          {step.title} {step.isDone && <span className="p-hidden">{t.done}</span>}
        </h3>
        {!step.isDone && <p className="wb-start-text">{step.text}</p>}
        {!step.isDone && (
          <div className="wb-start-ways">
            {step.ways.map(({ label, to }, index) => (
              <Button
                key={to}
                type={isNext && index === 0 ? 'primary' : 'default'}
                onClick={() => navigation.navigate(to)}
              >
                {label}
              </Button>
            ))}
          </div>
        )}
      </div>
    </li>
  )
}

/** Null where there is nothing to lead to. */
function useSteps(): Step[] | null {
  const t = useMessages(startMessages)
  const { session } = useShell()
  const started = useStart()
  if (!started || isStarted(started)) return null
  const allowed = (permission: string, way: Way) => (session.can(permission) ? [way] : [])
  return [
    {
      title: t.product,
      text: t.productText,
      isDone: started.hasProduct,
      ways: [
        { label: t.newProduct, to: '/catalog/products/new' },
        ...allowed('sales.order.import', { label: t.importOrders, to: '/sales/import' }),
      ],
    },
    {
      title: t.stock,
      text: t.stockText,
      isDone: started.hasStock,
      ways: [
        { label: t.enterStock, to: '/inventory/stock?none=1' },
        { label: t.stockFile, to: '/inventory/upload' },
        ...allowed('inventory.settings.write', { label: t.stockSettings, to: '/inventory/settings' }),
      ],
    },
    {
      title: t.order,
      text: t.orderText,
      isDone: started.hasOrder,
      ways: [{ label: t.newOrder, to: '/sales/orders/new' }],
    },
  ]
}
