import { overrideMethod } from './override.ts'
import type { PageApps } from './page-apps.ts'

/** What a person who closes the dialog would answer. */
const ANSWERS = { alert: undefined, confirm: false, prompt: null, print: undefined }

/** A dialog of the browser holds up the whole page: one of an app that is not seen would be taken for the seen app's. */
export function refuseDialogs(apps: PageApps): void {
  for (const [name, answer] of Object.entries(ANSWERS)) {
    overrideMethod(window, name as keyof typeof ANSWERS, (native, args) => {
      const owner = apps.caller()
      if (owner === null || (owner.isAttached && !owner.isHidden)) return native(...args)
      const said = `${name}() of ${owner.instanceId}, which is not seen, would hold up the page`
      console.warn(`[portico] DIALOG_REFUSED: ${said}; use shell.notify: ${String(args[0] ?? '')}`)
      return answer
    })
  }
}
