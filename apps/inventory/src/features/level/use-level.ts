import { GraphError } from '@portico/micro-app'
import { useLocale, useShell } from '@portico/micro-app/vue'
import { errorText } from '@portico/shared-ui'
import { useMutation, useQueryClient } from '@tanstack/vue-query'
import { computed, ref } from 'vue'
import { InventorySetLowStockLevel } from '../../graph/graph.generated.ts'
import { useFormats, useWords } from '../../language/language.ts'
import { parseQuantity } from '../adjust/quantity.ts'
import type { StockItem } from '../stock/stock-view.ts'

/**
 * Editing one item's low-stock level. When another user was faster, the fresh item arrives through the list, what was
 * typed stays, and saving again overwrites knowingly.
 */
export function useLevel(item: () => StockItem, done: () => void) {
  const { graph, events, notify } = useShell()
  const locale = useLocale()
  const formats = useFormats()
  const t = useWords()
  const text = ref('')
  const isTouched = ref(false)
  const queries = useQueryClient()

  const saving = useMutation({
    mutationFn: (level: string) =>
      graph.execute(InventorySetLowStockLevel, { stockItemId: item().id, level, version: item().version }),
    onSuccess: ({ setLowStockLevel }) => {
      notify.success(
        t.value.levelSaved(item().product.name, formats.value.quantity(setLowStockLevel.lowStockLevel)),
      )
      events.emit('inventory.stock.changed', { productIds: [item().product.id] })
      done()
    },
    onError: error => {
      if (isConflict(error)) void queries.invalidateQueries()
    },
  })

  const problem = computed(() => problemOf(text.value))
  const message = computed(() => {
    if (isTouched.value && problem.value) return t.value[problem.value]
    const error = saving.error.value
    if (!error) return null
    if (isConflict(error)) return t.value.levelConflict(formats.value.quantity(item().lowStockLevel))
    return errorText(locale.value, error)
  })

  return {
    text,
    message,
    isSaving: saving.isPending,
    start() {
      text.value = item().lowStockLevel
      isTouched.value = false
      saving.reset()
    },
    save() {
      isTouched.value = true
      const { value } = parseQuantity(text.value)
      if (value && !problem.value) saving.mutate(value.toFixed())
    },
  }
}

function problemOf(text: string) {
  const { value, problem } = parseQuantity(text)
  return problem ?? (value.lt(0) ? 'NEGATIVE' : null)
}

function isConflict(error: unknown): boolean {
  return error instanceof GraphError && error.code === 'VERSION_CONFLICT'
}
