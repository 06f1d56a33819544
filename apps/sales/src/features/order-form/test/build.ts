import type { ProductChoiceFragment } from '../../../graph/graph.generated.ts'
import type { DraftLine } from '../order-draft.ts'

export function buildProduct(changes: Partial<ProductChoiceFragment> = {}): ProductChoiceFragment {
  return {
    id: 'p1',
    code: '85123A',
    name: 'White hanging heart',
    unit: 'pcs',
    kind: 'GOODS',
    isActive: true,
    listPrice: { amount: '2.55', currency: 'GBP' },
    ...changes,
  }
}

export function buildLine(changes: Partial<DraftLine> = {}): DraftLine {
  return {
    key: '1',
    product: buildProduct(),
    quantity: '6',
    unitPrice: '2.55',
    discountPercent: '',
    ...changes,
  }
}
