import { parseTypedDecimal } from '@portico/shared-ui'
import type { ProductInput, ProductKind } from '../../graph/graph.generated.ts'
import type { ProductDetail } from '../product/use-product.ts'

/** What stands in the form; text as typed. */
export interface TypedProduct {
  code: string
  name: string
  barcode: string
  category: string
  unit: string
  kind: ProductKind
  isActive: boolean
  price: string
}

const NEW: TypedProduct = {
  code: '',
  name: '',
  barcode: '',
  category: '',
  unit: 'pcs',
  kind: 'GOODS',
  isActive: true,
  price: '',
}

export function typedOf(existing: ProductDetail | null): TypedProduct {
  if (!existing) return NEW
  const { code, name, barcode, category, unit, kind, isActive, listPrice } = existing
  return {
    code,
    name,
    barcode: barcode ?? '',
    category: category ?? '',
    unit,
    kind,
    isActive,
    price: listPrice?.amount ?? '',
  }
}

export function inputOf(typed: TypedProduct): ProductInput {
  return {
    code: typed.code.trim(),
    name: typed.name.trim(),
    barcode: typed.barcode.trim() || null,
    category: typed.category.trim() || null,
    unit: typed.unit.trim(),
    kind: typed.kind,
    isActive: typed.isActive,
    listPrice: parseTypedDecimal(typed.price),
  }
}
