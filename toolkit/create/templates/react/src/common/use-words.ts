import { useLocale } from '@portico/micro-app/react'
import { words } from './words.ts'

/** The texts of the app in the language of the shell. */
export function useWords() {
  return words[useLocale()]
}
