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
