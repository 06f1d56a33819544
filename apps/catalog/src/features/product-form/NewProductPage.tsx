import { useMessages, useTabTitle } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { messages } from '../../common/messages.ts'
import { ProductForm } from './ProductForm.tsx'

export function NewProductPage(): ReactNode {
  const t = useMessages(messages)
  useTabTitle(t.newProduct)
  return <ProductForm existing={null} />
}
