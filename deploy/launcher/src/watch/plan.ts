import { packagesBehind } from './packages-behind.ts'

/** What is to be built or started anew after files have changed. */
export interface WorkPlan {
  /** Artifacts: apps, shell, shared libraries. */
  artifacts: boolean
  services: boolean
  gateway: boolean
}

/** What a browser's artifacts are made of, besides folders of sub-apps elsewhere. */
const BROWSER = [
  'apps/',
  'shell/',
  'shared-ui/',
  'toolkit/micro-app/',
  'toolkit/vite-preset/',
  'toolkit/wrap/',
  'toolkit/graph-codegen/',
  'toolkit/shared-libs/',
  'toolkit/release/',
]

/** Knows which parts a file belongs to, by the dependencies of the packages as they were when it was made. */
export class Planner {
  readonly #services: string[]
  readonly #gateway: string[]
  readonly #moreApps: readonly string[]

  /** `moreApps`: folders of sub-apps besides `apps/*`, as the changed files are named. */
  constructor(root: string, moreApps: readonly string[]) {
    this.#services = packagesBehind(root, '@portico/services-host')
    this.#gateway = packagesBehind(root, '@portico/gateway')
    this.#moreApps = moreApps.map(dir => `${dir}/`)
  }

  /** `files` are named from the root, or whole where they lie elsewhere. */
  planFor(files: readonly string[]): WorkPlan {
    const isIn = (folders: readonly string[]) =>
      files.some(file => folders.some(each => file.startsWith(each)))
    return {
      artifacts: isIn(BROWSER) || isIn(this.#moreApps),
      services: isIn(this.#services.map(folder => `${folder}/`)),
      gateway: isIn(this.#gateway.map(folder => `${folder}/`)),
    }
  }
}
