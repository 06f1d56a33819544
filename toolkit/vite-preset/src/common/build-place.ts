export interface BuildPlace {
  /** The app's folder, absolute. */
  root: string
  /** The artifact's version. */
  version: string
  /** Switched on in this build, in kebab-case; left out: none. */
  features?: readonly string[]
  /** Left out: `dist` in the app's folder. */
  outDir?: string
}
