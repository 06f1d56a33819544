import { useShell } from '@portico/micro-app/react'
import { SuggestField, useMessages } from '@portico/shared-ui/react'
import { Form, Input, Radio, Switch } from 'antd'
import type { ReactNode } from 'react'
import { messages } from '../../common/messages.ts'
import { checkPrice } from '../../common/number-checks.ts'
import { useCategories } from '../products/use-products.ts'

/** As long as the service takes them. */
const MAX = { code: 64, name: 500, barcode: 64, category: 200, unit: 32 }

export function ProductFields(): ReactNode {
  const t = useMessages(messages)
  return (
    <>
      <Form.Item name="code" label={t.code} rules={[required(t.codeMissing)]}>
        <Input maxLength={MAX.code} autoComplete="off" />
      </Form.Item>
      <Form.Item name="name" label={t.name} rules={[required(t.nameMissing)]}>
        <Input maxLength={MAX.name} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="barcode"
        label={t.barcode}
        extra={t.barcodeHint}
        rules={[{ pattern: /^\s*(?:\S+\s*)?$/, message: t.barcodeSpaces }]}
      >
        <Input maxLength={MAX.barcode} autoComplete="off" />
      </Form.Item>
      <PriceField />
      <Form.Item name="kind" label={t.kind} extra={t.kindHint}>
        <Radio.Group
          options={[
            { value: 'GOODS', label: t.GOODS },
            { value: 'SERVICE', label: t.SERVICE },
          ]}
        />
      </Form.Item>
      <Form.Item name="unit" label={t.unit} rules={[required(t.unitMissing)]}>
        <Input maxLength={MAX.unit} autoComplete="off" />
      </Form.Item>
      <CategoryField />
      <Form.Item name="isActive" label={t.active} extra={t.activeHint} valuePropName="checked">
        <Switch />
      </Form.Item>
    </>
  )
}

function required(message: string) {
  return { required: true, whitespace: true, message }
}

function PriceField(): ReactNode {
  const t = useMessages(messages)
  const { currency } = useShell().session.info.tenant
  const check = async (_rule: unknown, typed: string) => {
    const problem = checkPrice(typed)
    if (problem) throw new Error(t[problem])
  }
  return (
    <Form.Item name="price" label={t.priceIn(currency)} extra={t.priceHint} rules={[{ validator: check }]}>
      <Input inputMode="decimal" autoComplete="off" />
    </Form.Item>
  )
}

/** Those in use are offered; any other may be typed. */
function CategoryField(): ReactNode {
  const t = useMessages(messages)
  const categories = useCategories()
  return (
    <Form.Item name="category" label={t.category}>
      <SuggestField options={categories.map(category => ({ value: category }))}>
        <Input maxLength={MAX.category} />
      </SuggestField>
    </Form.Item>
  )
}
