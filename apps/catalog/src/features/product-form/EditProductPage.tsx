import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { LoadedProduct } from '../product-page/ProductPage.tsx'
import { ProductForm } from './ProductForm.tsx'

/** Keyed by the id alone: a product that another user changes meanwhile does not take away what is being typed. */
export function EditProductPage(): ReactNode {
  const { id = '' } = useParams()
  return (
    <LoadedProduct id={id}>{product => <ProductForm key={product.id} existing={product} />}</LoadedProduct>
  )
}
