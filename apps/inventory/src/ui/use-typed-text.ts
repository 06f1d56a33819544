import { onScopeDispose, type Ref, ref, watch } from 'vue'

const TYPING_DELAY_MS = 300

/**
 * Text being typed, emitted once it has stood still (or at once by `settle`). Follows its source when that changes
 * elsewhere, as with Back.
 */
export function useTypedText(
  source: () => string,
  emit: (text: string) => void,
): { text: Ref<string>; settle: () => void } {
  const text = ref(source())
  let timer: ReturnType<typeof setTimeout> | undefined
  const settle = () => {
    clearTimeout(timer)
    if (text.value.trim() !== source()) emit(text.value.trim())
  }
  watch(text, () => {
    clearTimeout(timer)
    timer = setTimeout(settle, TYPING_DELAY_MS)
  })
  watch(source, changed => {
    if (changed !== text.value.trim()) text.value = changed
  })
  onScopeDispose(() => clearTimeout(timer))
  return { text, settle }
}
