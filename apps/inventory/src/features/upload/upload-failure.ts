import { useLocale } from '@portico/micro-app/vue'
import { errorCodeOf, errorText } from '@portico/shared-ui'
import { type ComputedRef, computed, type Ref } from 'vue'
import { useWords } from '../../language/language.ts'

const WORDED = [
  'FILE_TOO_LARGE',
  'FILE_EMPTY',
  'FILE_UNREADABLE',
  'FILE_COLUMNS_UNKNOWN',
  'UPLOAD_HAS_PROBLEMS',
  'NOTHING_TO_BOOK',
  'BOOKED_BEFORE',
] as const

/** Words for why a file was not checked or booked; null while nothing failed. */
export function useUploadFailure(error: Ref<Error | null>): ComputedRef<string | null> {
  const t = useWords()
  const locale = useLocale()
  return computed(() => {
    if (!error.value) return null
    const code = errorCodeOf(error.value)
    const known = WORDED.find(each => each === code)
    return known ? t.value[known] : errorText(locale.value, error.value)
  })
}
