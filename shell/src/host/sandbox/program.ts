/** What a wrapped program gets to work with. */
export interface ProgramRuntime {
  /** Bare names are looked up in it. */
  scope: object
  window: unknown
  /** `this` of a function: the page's window where a browser would give the window. */
  own(self: unknown): unknown
  /** The address of a file of the artifact. */
  url(path: string): string
  /** `import()` of a classic script; `from`: its file. */
  import(from: string, specifier: string): Promise<object>
  /** What the names in a handler of the page mean after its element: the element's form. */
  formOf(element: unknown): object
  /** The page had a `<base>`: its code finds one again. */
  giveBase(): void
}

/** The body of a module; its parameters are those of Vite's module runner. */
export type ModuleBody = (
  ...parts: [
    load: (specifier: string) => Promise<object>,
    loadLater: (specifier: string) => Promise<object>,
    exportName: (name: string, read: () => unknown) => void,
    exportAll: (source: object) => void,
    meta: { url: string },
  ]
) => Promise<void>

export interface Program {
  /** Names it makes properties of `window`. */
  names?: string[]
  lexical?: string[]
  /** Of a module: the files it imports at once. */
  imports?: string[]
  run(runtime: ProgramRuntime): unknown
}

/** A plain script as artifacts of the first form have it: `this` is its window. */
export type PlainProgram = (this: unknown) => void

export interface ProgramReceiver {
  /** A script of the artifact has run, and brought this. `key` null: it is the artifact's only one. */
  receive(key: string | null, program: Program): void
}
