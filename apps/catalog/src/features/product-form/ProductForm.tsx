import { ArrowLeftOutlined } from '@ant-design/icons'
import { useShell } from '@portico/micro-app/react'
import { PageHeader, useErrorText, useMessages } from '@portico/shared-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { messages } from '../../common/messages.ts'
import type { ProductDetail } from '../product/use-product.ts'
import { ProductFields } from './ProductFields.tsx'
import { inputOf, type TypedProduct, typedOf } from './product-input.ts'
import { saveFailureOf } from './save-failure.ts'
import { useSaveProduct } from './use-save-product.ts'
import './product-form.css'

export function ProductForm({ existing }: { existing: ProductDetail | null }): ReactNode {
  const t = useMessages(messages)
  const { notify, tabs } = useShell()
  const navigate = useNavigate()
  const [form] = Form.useForm<TypedProduct>()
  const [base] = useState(existing)
  const [isDirty, setDirty] = useState(false)
  const save = useSaveProduct(base)
  const home = base ? `/products/${base.id}` : '/products'
  useEffect(() => {
    tabs.setDirty(isDirty)
    return () => tabs.setDirty(false)
  }, [tabs, isDirty])

  const submit = (typed: TypedProduct) =>
    save.mutate(inputOf(typed), {
      onSuccess: ({ product, priceProblem }) => {
        notify.success(t.saved(product.name))
        navigate(`/products/${product.id}`, { replace: true, state: priceProblem ? { priceProblem } : null })
      },
      onError: error => {
        const failure = saveFailureOf(error)
        if (failure.kind === 'CODE_TAKEN') mark('code', t.codeTaken)
        if (failure.kind === 'BARCODE_TAKEN') mark('barcode', t.barcodeTaken(failure.holder))
      },
    })
  const mark = (field: 'code' | 'barcode', text: string) => {
    form.setFields([{ name: field, errors: [text] }])
    form.scrollToField(field, { focus: true })
  }
  return (
    <div className="p-page cat-form">
      <PageHeader
        back={
          <Link to={home}>
            <ArrowLeftOutlined aria-hidden /> {base ? base.name : t.products}
          </Link>
        }
        title={base ? t.editTitle(base.name) : t.newProduct}
      />
      {save.isError && <Failure error={save.error} id={base?.id ?? null} />}
      <Form
        form={form}
        className="p-card cat-form-card"
        layout="vertical"
        requiredMark={false}
        initialValues={typedOf(base)}
        scrollToFirstError={{ focus: true }}
        onValuesChange={() => setDirty(true)}
        onFinish={submit}
      >
        <ProductFields />
        <div className="cat-form-actions">
          <Button onClick={() => navigate(home)}>{t.cancel}</Button>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t.save}
          </Button>
        </div>
      </Form>
    </div>
  )
}

/** What is taken is said at its field. */
function Failure({ error, id }: { error: unknown; id: string | null }): ReactNode {
  const t = useMessages(messages)
  const textOf = useErrorText()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const failure = saveFailureOf(error)
  if (failure.kind === 'CODE_TAKEN' || failure.kind === 'BARCODE_TAKEN') return null
  if (failure.kind === 'OTHER')
    return <Alert role="alert" type="error" showIcon title={textOf(failure.error)} />
  const reload = async () => {
    await queries.invalidateQueries({ queryKey: ['product', id] })
    navigate(`/products/${id}`)
  }
  return (
    <Alert
      role="alert"
      type="error"
      showIcon
      title={t.conflictTitle}
      description={t.conflictText}
      action={
        <Button size="small" onClick={reload}>
          {t.showCurrent}
        </Button>
      }
    />
  )
}
