import { useShell } from '@portico/micro-app/vue'
import { createAttemptKeys } from '@portico/shared-ui'
import { useMutation } from '@tanstack/vue-query'
import { computed, reactive, ref, watch } from 'vue'
import { type AdjustmentReason, InventoryAdjustStock } from '../../graph/graph.generated.ts'
import { useFormats, useWords } from '../../language/language.ts'
import type { StockItem } from '../stock/stock-view.ts'
import { type AdjustMode, planAdjustment, signed } from './adjustment.ts'

export const REASONS = ['COUNT', 'DAMAGE', 'LOSS', 'RETURN', 'OTHER'] as const satisfies AdjustmentReason[]

interface AdjustForm {
  mode: AdjustMode
  quantity: string
  reason: AdjustmentReason
  note: string
}

/** What the dialog holds and does; `done` is called once the ledger has booked it. */
export function useAdjustment(item: StockItem, done: () => void) {
  const { graph, events, notify } = useShell()
  const t = useWords()
  const formats = useFormats()
  const form = reactive<AdjustForm>({ mode: 'change', quantity: '', reason: 'OTHER', note: '' })
  const isSubmitted = ref(false)
  const plan = computed(() => planAdjustment(form.mode, form.quantity, item))
  const key = createAttemptKeys()
  watch(
    () => form.mode,
    mode => {
      if (mode === 'count') form.reason = 'COUNT'
    },
  )

  const booking = useMutation({
    mutationFn: (quantityDelta: string) => {
      const input = { ...placeOf(item), quantityDelta, reason: form.reason, note: form.note.trim() || null }
      return graph.execute(InventoryAdjustStock, { input, idempotencyKey: key.for(input) })
    },
    onSuccess: (_booked, quantityDelta) => {
      key.settle()
      notify.success(t.value.booked(item.product.name, signed(quantityDelta, formats.value.quantity)))
      events.emit('inventory.stock.changed', { productIds: [item.product.id] })
      done()
    },
  })

  return {
    form,
    plan,
    isBooking: booking.isPending,
    error: booking.error,
    /** Words for what is wrong with the quantity, once it was tried. */
    problem: computed(() => (isSubmitted.value && plan.value.problem ? t.value[plan.value.problem] : null)),
    isDirty: computed(() => form.quantity !== '' || form.note !== ''),
    book() {
      isSubmitted.value = true
      const { adjustment } = plan.value
      if (adjustment && !booking.isPending.value) booking.mutate(adjustment.quantityDelta)
    },
  }
}

function placeOf({ warehouse, product }: StockItem): { warehouseId: string; productId: string } {
  return { warehouseId: warehouse.id, productId: product.id }
}
