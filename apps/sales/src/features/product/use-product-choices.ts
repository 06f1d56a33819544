import { useShell } from '@portico/micro-app/react'
import { useDebounced } from '@portico/shared-ui/react'
import { useQuery } from '@tanstack/react-query'
import {
  type ProductChoiceFragment,
  SalesProductChoiceStock,
  SalesProductChoices,
  SalesProductStock,
} from '../../graph/graph.generated.ts'
import { availableOf } from './available-stock.ts'

const CHOICE_COUNT = 20
const TYPING_DELAY_MS = 250
const STOCK_FRESH_MS = 15_000

interface ProductChoices {
  /** Of the text that is typed now; what was found for an older one is not to be chosen. */
  choices: ProductChoiceFragment[]
  /** Whether they were found; else they are empty so far. */
  isCurrent: boolean
  /** Available quantity by product id; empty without permission or while inventory does not answer. */
  stock: ReadonlyMap<string, string>
  isLoading: boolean
}

export function useProductChoices(typed: string, isOpen: boolean): ProductChoices {
  const { graph, session } = useShell()
  const search = useDebounced(typed.trim(), TYPING_DELAY_MS)
  const variables = { search: search || null, first: CHOICE_COUNT }
  const choices = useQuery({
    queryKey: ['product-choices', search],
    queryFn: async ({ signal }) =>
      (await graph.execute(SalesProductChoices, variables, { signal })).products.nodes,
    enabled: isOpen,
  })
  const stock = useQuery({
    queryKey: ['product-stock', 'choices', search],
    queryFn: async ({ signal }) => {
      const { products } = await graph.execute(SalesProductChoiceStock, variables, { signal })
      return new Map(
        products.nodes.flatMap((product): [string, string][] => {
          const available = availableOf(product)
          return available === null ? [] : [[product.id, available]]
        }),
      )
    },
    enabled: isOpen && session.can('inventory.stock.read'),
    retry: false,
  })
  const isCurrent = search === typed.trim() && choices.data !== undefined
  const isLoading = choices.isFetching
  return { choices: isCurrent ? choices.data : [], isCurrent, stock: stock.data ?? NO_STOCK, isLoading }
}

const NO_STOCK: ReadonlyMap<string, string> = new Map()

/** Available quantity of one product (decimal text), or null while unknown. */
export function useProductStock(productId: string | null): string | null {
  const { graph, session } = useShell()
  const query = useQuery({
    queryKey: ['product-stock', productId],
    queryFn: async ({ signal }) => {
      const { product } = await graph.execute(SalesProductStock, { id: productId ?? '' }, { signal })
      return product ? availableOf(product) : null
    },
    enabled: productId !== null && session.can('inventory.stock.read'),
    staleTime: STOCK_FRESH_MS,
    retry: false,
  })
  return query.data ?? null
}
