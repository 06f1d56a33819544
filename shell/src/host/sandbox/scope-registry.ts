import type { SandboxWindow, Scope } from './scope.ts'

/** The body of a plain HTML app, wrapped at publish; `this` is its sandbox. */
export type ClassicProgram = (this: SandboxWindow) => void

declare global {
  var __PORTICO_SCOPE__: (artifact: string) => Scope
  var __PORTICO_CLASSIC__: (artifact: string, program: ClassicProgram) => void
}

/**
 * Connects code with its sandbox: the build writes `__PORTICO_SCOPE__("sales@1.4.2")` at the head of every chunk. Which copy
 * of the artifact the chunk is part of, its address says. Scopes stay for the life of the page, since a lazy chunk may be
 * evaluated at any time.
 */
export class ScopeRegistry {
  /** By artifact, the newest; where the address is not known, as with a module made from a blob. */
  readonly #scopes = new Map<string, Scope>()
  readonly #ofCopies = new Map<string, Scope>()
  readonly #programs = new Map<string, ClassicProgram>()
  readonly #copyOfCaller: () => string | null

  /** `copyOfCaller`: the instance whose code is running. */
  constructor(copyOfCaller: () => string | null) {
    this.#copyOfCaller = copyOfCaller
  }

  install(): void {
    globalThis.__PORTICO_SCOPE__ = artifact => this.getScope(artifact)
    globalThis.__PORTICO_CLASSIC__ = (artifact, program) => this.#programs.set(artifact, program)
  }

  setScope({ artifact, instanceId }: { artifact: string; instanceId: string }, scope: Scope): void {
    this.#scopes.set(artifact, scope)
    this.#ofCopies.set(instanceId, scope)
  }

  getScope(artifact: string): Scope {
    const copy = this.#copyOfCaller()
    const scope = (copy === null ? undefined : this.#ofCopies.get(copy)) ?? this.#scopes.get(artifact)
    if (scope === undefined) throw new Error(`${artifact} is evaluated outside of its sandbox`)
    return scope
  }

  /** Hands a classic program over once; it has to be loaded again for the next instance. */
  takeProgram(artifact: string): ClassicProgram | null {
    const program = this.#programs.get(artifact) ?? null
    this.#programs.delete(artifact)
    return program
  }
}
