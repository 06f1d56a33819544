import type { PlainProgram, Program, ProgramReceiver } from './program.ts'
import type { Scope } from './scope.ts'

type Facts = Pick<Program, 'names' | 'lexical' | 'imports'>

declare global {
  /** `url`: of the asking module; builds of before leave it out. */
  var __PORTICO_SCOPE__: (artifact: string, url?: string) => Scope
  /** The first form has the program alone, and one of them an artifact. */
  var __PORTICO_CLASSIC__: (
    artifact: string,
    key: string | PlainProgram,
    facts?: Facts,
    run?: Program['run'],
  ) => void
}

/** Finds the id of an instance; null: none is known there. */
export interface CopyFinder {
  /** Whose code lies at this address. */
  ofUrl(url: string): string | null
  /** Whose code is running: a look at the stack, which is slow in a module's first line. */
  ofCaller(): string | null
}

/**
 * Connects code with its sandbox: the build writes `__PORTICO_SCOPE__("sales@1.4.2", import.meta.url)` at the head of every
 * chunk. Which copy of the artifact the chunk is part of, its address says. Scopes stay for the life of the page, since a lazy chunk may be
 * evaluated at any time.
 */
export class ScopeRegistry {
  /** By artifact, the newest; where the address is not known, as with a module made from a blob. */
  readonly #scopes = new Map<string, Scope>()
  readonly #ofCopies = new Map<string, Scope>()
  readonly #receivers = new Map<string, ProgramReceiver>()
  readonly #receiversOfCopies = new Map<string, ProgramReceiver>()
  readonly #copies: CopyFinder
  readonly #onUse: () => void

  /** `onUse`: before a module gets a scope, and so before its first effect. */
  constructor(copies: CopyFinder, onUse: () => void) {
    this.#copies = copies
    this.#onUse = onUse
  }

  install(): void {
    globalThis.__PORTICO_SCOPE__ = (artifact, url) => this.getScope(artifact, url)
    globalThis.__PORTICO_CLASSIC__ = (artifact, key, facts = {}, run) => {
      const copy = this.#copies.ofCaller() ?? ''
      const receiver = this.#receiversOfCopies.get(copy) ?? this.#receivers.get(artifact)
      if (typeof key === 'function') receiver?.receive(null, { run: ({ window }) => key.call(window) })
      else if (run !== undefined) receiver?.receive(key, { ...facts, run })
    }
  }

  setScope({ artifact, instanceId }: { artifact: string; instanceId: string }, scope: Scope): void {
    this.#scopes.set(artifact, scope)
    this.#ofCopies.set(instanceId, scope)
  }

  getScope(artifact: string, url?: string): Scope {
    this.#onUse()
    const copy = (url === undefined ? null : this.#copies.ofUrl(url)) ?? this.#copies.ofCaller()
    const scope = (copy === null ? undefined : this.#ofCopies.get(copy)) ?? this.#scopes.get(artifact)
    if (scope === undefined) throw new Error(`${artifact} is evaluated outside of its sandbox`)
    return scope
  }

  /** As of scopes: each copy gets what its own scripts bring. */
  setReceiver(
    { artifact, instanceId }: { artifact: string; instanceId: string },
    receiver: ProgramReceiver,
  ): void {
    this.#receivers.set(artifact, receiver)
    this.#receiversOfCopies.set(instanceId, receiver)
  }
}
