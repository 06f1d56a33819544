/**
 * Takes the place of qiankun's HTML loader (aliased in vite.config.ts), which fetches and evaluates strings. Here the host
 * has loaded everything itself: an entry is a piece of HTML and a function that receives the sandbox's window.
 */
export interface SandboxEntry {
  html: string
  publicPath: string
  enter(sandbox: Window): SandboxLifecycles
}

export interface SandboxLifecycles {
  bootstrap(): Promise<void>
  mount(props: { container: HTMLElement }): Promise<void>
  unmount(): Promise<void>
}

export async function importEntry(entry: SandboxEntry) {
  return {
    template: entry.html,
    assetPublicPath: entry.publicPath,
    getExternalScripts: async () => [],
    execScripts: async (sandbox: Window) => entry.enter(sandbox),
  }
}

interface ScriptCallbacks {
  success?: () => void
  error?: () => void
}

/**
 * A script element that a sub-app appends (a map or payment SDK). Without string evaluation it can only run outside of the
 * sandbox, as the browser would run it. Inline scripts are refused by the page's policy in any case.
 */
export async function execScripts(
  _entry: unknown,
  [source]: string[],
  _sandbox: Window,
  { success, error }: ScriptCallbacks = {},
): Promise<void> {
  if (source === undefined || source.startsWith('<')) throw new Error('Inline scripts are not run by Portico')
  const script = document.createElement('script')
  script.src = source
  script.onload = () => success?.()
  script.onerror = () => error?.()
  document.documentElement.append(script)
}
