import { loginMessages } from '../../words/login-messages.ts'
import { useLocale } from '../common/shell-context.ts'

export function useLoginWords() {
  return loginMessages[useLocale()]
}
