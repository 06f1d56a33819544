import { GraphError } from '@portico/micro-app'

/** What a refused booking says is still available; null when it does not say, or failed for something else. */
export function availableNow(error: unknown, productId: string): string | null {
  if (!(error instanceof GraphError) || error.code !== 'INSUFFICIENT_STOCK') return null
  const shortages = error.errors.flatMap(({ details }) => shortagesOf(details))
  return shortages.find(shortage => shortage.productId === productId)?.available ?? null
}

interface Shortage {
  productId: string
  available: string
}

function shortagesOf(details: unknown): Shortage[] {
  if (typeof details !== 'object' || details === null || !('shortages' in details)) return []
  return Array.isArray(details.shortages) ? details.shortages.filter(isShortage) : []
}

function isShortage(value: unknown): value is Shortage {
  if (typeof value !== 'object' || value === null) return false
  return (
    'productId' in value &&
    typeof value.productId === 'string' &&
    'available' in value &&
    typeof value.available === 'string'
  )
}
