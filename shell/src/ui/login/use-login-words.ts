import { loginMessages } from '../../words/login-messages.ts'
import { useLocale } from '../shell-context.ts'

export function useLoginWords() {
  return loginMessages[useLocale()]
}
