import type { PageState } from '@portico/micro-app'

/** What the gateway wrote into the page. Throws when it did not: the shell cannot run without. */
export function readPageState(): PageState {
  const element = document.getElementById('portico-page')
  if (element === null) throw new Error('The page carries no state')
  return JSON.parse(element.textContent ?? '') as PageState
}
