import { isRefusedQuestion } from '@portico/shared-ui'
import { type Ref, watch } from 'vue'

/**
 * Simplifies a list's question that came out of the address and was refused: without its cursor it starts at the top, then
 * without its filters. Refused even so, the page shows the error.
 */
export function useRefusedQuestion<V extends { after: string }>(
  error: Ref<unknown>,
  { view, change }: { view: Ref<V>; change(patch: Partial<V>, options: { replace: boolean }): void },
  unfiltered: Partial<V>,
): void {
  watch(error, failure => {
    if (!isRefusedQuestion(failure)) return
    const isFirst = view.value.after === ''
    const isUnfiltered = Object.entries(unfiltered).every(
      ([key, value]) => view.value[key as keyof V] === value,
    )
    if (!isFirst) change({}, { replace: true })
    else if (!isUnfiltered) change(unfiltered, { replace: true })
  })
}
