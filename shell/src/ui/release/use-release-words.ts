import { releaseMessages } from '../../words/release-messages.ts'
import { useLocale } from '../common/shell-context.ts'

/** The words about versions and releases in the user's language. */
export function useReleaseWords() {
  return releaseMessages[useLocale()]
}
