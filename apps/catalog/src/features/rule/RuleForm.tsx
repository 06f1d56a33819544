import { useShell } from '@portico/micro-app/react'
import { errorCodeOf, useErrorText, useMessages } from '@portico/shared-ui/react'
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Select } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { messages } from '../../common/messages.ts'
import { type BelowZero, CatalogSetStockRule } from '../../graph/graph.generated.ts'
import type { ProductRule, ProductStock } from '../product/use-product.ts'

interface RuleFormProps {
  productId: string
  rule: ProductRule
  shop: ProductStock['shop']
}

/** What this product does otherwise than its shop. */
export function RuleForm({ productId, rule, shop }: RuleFormProps): ReactNode {
  const t = useMessages(messages)
  const textOf = useErrorText()
  const [isTracked, setTracked] = useState(rule.ownIsTracked)
  const [belowZero, setBelowZero] = useState(rule.ownBelowZero)
  const save = useSaveRule(productId, rule.version)
  const isChanged = isTracked !== rule.ownIsTracked || belowZero !== rule.ownBelowZero
  const trackedWords = { true: t.tracked, false: t.notTracked }
  return (
    <form
      className="cat-rule"
      aria-label={t.rule}
      onSubmit={event => {
        event.preventDefault()
        save.mutate({ isTracked, belowZero })
      }}
    >
      <Choice
        label={t.tracking}
        value={isTracked === null ? '' : String(isTracked)}
        options={[
          { value: '', label: t.asShop(trackedWords[`${shop.isTracked}`]) },
          { value: 'true', label: t.tracked },
          { value: 'false', label: t.notTracked },
        ]}
        onChange={value => setTracked(value === '' ? null : value === 'true')}
      />
      <Choice
        label={t.belowZero}
        value={belowZero ?? ''}
        options={[
          { value: '', label: t.asShop(t[shop.belowZero]) },
          ...RULES.map(each => ({ value: each, label: t[each] })),
        ]}
        onChange={value => setBelowZero(RULES.find(each => each === value) ?? null)}
      />
      <Button htmlType="submit" disabled={!isChanged} loading={save.isPending}>
        {t.saveRule}
      </Button>
      {save.isError && (
        <Alert
          role="alert"
          type="error"
          showIcon
          title={errorCodeOf(save.error) === 'VERSION_CONFLICT' ? t.ruleConflict : textOf(save.error)}
        />
      )}
    </form>
  )
}

const RULES = ['REFUSE', 'WARN', 'ALLOW'] as const satisfies BelowZero[]

interface ChoiceProps {
  label: string
  value: string
  options: { value: string; label: string }[]
  onChange: (value: string) => void
}

function Choice({ label, value, options, onChange }: ChoiceProps): ReactNode {
  const id = useId()
  return (
    <div className="cat-choice">
      <label htmlFor={id}>{label}</label>
      <Select id={id} value={value} options={options} onChange={onChange} popupMatchSelectWidth={false} />
    </div>
  )
}

function useSaveRule(productId: string, version: number) {
  const t = useMessages(messages)
  const { graph, events, notify } = useShell()
  return useMutation({
    mutationFn: (input: { isTracked: boolean | null; belowZero: BelowZero | null }) =>
      graph.execute(CatalogSetStockRule, { productId, version, input }),
    onSuccess: () => {
      notify.success(t.ruleSaved)
      events.emit('inventory.stock.changed', { productIds: [productId] })
    },
  })
}
