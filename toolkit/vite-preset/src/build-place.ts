export interface BuildPlace {
  /** The app's folder, absolute. */
  root: string
  /** The artifact's version. */
  version: string
}
