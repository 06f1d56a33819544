import { useLocale } from '@portico/micro-app/vue'
import { computed } from 'vue'
import { words } from './words.ts'

/** The texts of the app in the language of the shell. */
export function useWords() {
  const locale = useLocale()
  return computed(() => words[locale.value])
}
