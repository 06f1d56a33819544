import { useLocale, useShell } from '@portico/micro-app/vue'
import { createAttemptKeys, errorCodeOf, errorText } from '@portico/shared-ui'
import { useMutation } from '@tanstack/vue-query'
import { computed, ref } from 'vue'
import { InventoryReceiveStock, type ReceivingKind } from '../../graph/graph.generated.ts'
import { useFormats, useWords } from '../../language/language.ts'
import { parseQuantity, type QuantityProblem } from '../adjust/quantity.ts'

export interface ReceivedProduct {
  id: string
  name: string
  unit: string
}

interface Receipt {
  kind: ReceivingKind
  product: ReceivedProduct
  quantity: string
  /** Null: the default one. */
  warehouseId: string | null
  note: string | null
}

/** Goods that come in, or were there at the beginning; `done` is called once the ledger has booked them. */
export function useReceive(done: (receipt: Receipt) => void) {
  const { graph, events, notify } = useShell()
  const locale = useLocale()
  const t = useWords()
  const formats = useFormats()
  const key = createAttemptKeys()
  const booking = useMutation({
    mutationFn: async ({ product, ...rest }: Receipt) => {
      const input = { productId: product.id, ...rest }
      const { receiveStock } = await graph.execute(InventoryReceiveStock, {
        input,
        idempotencyKey: key.for(input),
      })
      return receiveStock
    },
    onSuccess: ({ onHand }, receipt) => {
      key.settle()
      const { product } = receipt
      const { quantity, unit } = formats.value
      notify.success(t.value.receivedNow(product.name, quantity(onHand), unit(product.unit, onHand)))
      done(receipt)
      events.emit('inventory.stock.changed', { productIds: [product.id] })
    },
  })
  const failure = computed(() => {
    const error = booking.error.value
    if (!error) return null
    return errorCodeOf(error) === 'ALREADY_OPENED' ? t.value.alreadyOpened : errorText(locale.value, error)
  })
  return { isBooking: booking.isPending, failure, receive: booking.mutate }
}

/** A quantity that comes in: more than zero. */
export function useReceivedQuantity() {
  const t = useWords()
  const text = ref('')
  const isTried = ref(false)
  const read = computed(() => readReceived(text.value))
  return {
    text,
    isTried,
    quantity: computed(() => read.value.quantity),
    problem: computed(() => (isTried.value && read.value.problem ? t.value[read.value.problem] : null)),
  }
}

type Read =
  | { quantity: string; problem: null }
  | { quantity: null; problem: QuantityProblem | 'NOT_MORE_THAN_ZERO' }

function readReceived(text: string): Read {
  const { value, problem } = parseQuantity(text)
  if (problem) return { quantity: null, problem }
  return value.gt(0)
    ? { quantity: value.toFixed(), problem: null }
    : { quantity: null, problem: 'NOT_MORE_THAN_ZERO' }
}
