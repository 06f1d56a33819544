import type { SnapshotApp } from '@portico/micro-app'
import type { AppHost } from '../host/index.ts'
import { Signal } from '../state/signal.ts'
import type { AppliedOverride } from './apply-overrides.ts'
import { codeOf, type LinkContent, lookAtLink } from './override-calls.ts'
import { type OverrideChoice, openedLink, type StoredOverrides, storedOverrides } from './override-record.ts'

/** A link that was opened and not agreed to: looked at, or why it is of no use. */
type OpenedLink = { status: 'offered'; content: LinkContent } | { status: 'refused'; code: string }

export interface OverridesState {
  /** As the page was made with them, but those that were reset since. */
  applied: readonly AppliedOverride[]
  /** What the next page will have. */
  chosen: StoredOverrides['apps']
  opened: OpenedLink | null
}

export interface OverridesOptions {
  userId: string
  applied: readonly AppliedOverride[]
  host: Pick<AppHost, 'replace'>
  /** What becomes of its development server is not followed any more. */
  forget(name: string): void
  /** The browser asks about what is unsaved. */
  reload(): void
}

/** What this tab has in place of apps, and what it will have once it is loaded anew. Kept by the tab alone. */
export class Overrides {
  readonly state: Signal<OverridesState>
  readonly #options: OverridesOptions
  #link: string | null

  constructor(options: OverridesOptions) {
    const stored = storedOverrides.read()
    const own = stored?.userId === options.userId ? stored : null
    this.#options = options
    this.#link = own?.link ?? null
    this.state = new Signal<OverridesState>({
      applied: options.applied,
      chosen: own?.apps ?? {},
      opened: null,
    })
  }

  start(): void {
    const link = openedLink.read()
    if (link !== null) void this.#look(link)
  }

  /** Takes effect with the next page. Null: as the snapshot has it. */
  choose(name: string, choice: OverrideChoice | null): void {
    const { [name]: _, ...others } = this.state.get().chosen
    this.#keep({ ...others, ...(choice && { [name]: choice }) })
  }

  /** Whether the page is another than was chosen. */
  get isWaiting(): boolean {
    const { applied, chosen } = this.state.get()
    const present = Object.fromEntries(applied.map(({ name, choice }) => [name, choice]))
    return sorted(present) !== sorted(chosen)
  }

  reload(): void {
    this.#options.reload()
  }

  /** At once, in this page: what the snapshot has. An app that it does not have, or that is in slots of others, needs the page anew. */
  reset(name: string): void {
    const { applied } = this.state.get()
    const override = applied.find(other => other.name === name)
    this.choose(name, null)
    if (override === undefined) return
    this.#options.forget(name)
    const { refusal, replaced } = override
    if (refusal === null && (replaced === null || isInSlots(replaced))) return void this.reload()
    if (refusal === null && replaced !== null) this.#show(replaced)
    this.#set({ applied: applied.filter(other => other !== override) })
  }

  /** Everything as the snapshot has it, and no link. */
  leave(): void {
    this.#link = null
    this.#keep({})
    openedLink.clear()
    this.reload()
  }

  accept(): void {
    const link = openedLink.read()
    const { opened, chosen } = this.state.get()
    if (link === null || opened?.status !== 'offered') return
    const versions = Object.entries(opened.content.apps).map(
      ([name, version]) => [name, { kind: 'version', version }] as const,
    )
    this.#link = link
    this.#keep({ ...chosen, ...Object.fromEntries(versions) })
    this.decline()
    this.reload()
  }

  decline(): void {
    openedLink.clear()
    this.#set({ opened: null })
  }

  async #look(link: string): Promise<void> {
    try {
      this.#set({ opened: { status: 'offered', content: await lookAtLink(link) } })
    } catch (error) {
      this.#set({ opened: { status: 'refused', code: codeOf(error) } })
    }
  }

  #show(app: SnapshotApp): void {
    void this.#options.host.replace(app)
  }

  #keep(apps: StoredOverrides['apps']): void {
    const isNothing = Object.keys(apps).length === 0
    if (isNothing) storedOverrides.clear()
    else storedOverrides.write({ userId: this.#options.userId, apps, link: this.#link })
    this.#set({ chosen: apps })
  }

  #set(change: Partial<OverridesState>): void {
    this.state.set({ ...this.state.get(), ...change })
  }
}

function isInSlots({ manifest }: SnapshotApp): boolean {
  return (manifest.contributes ?? []).length > 0
}

function sorted(choices: StoredOverrides['apps']): string {
  return JSON.stringify(Object.entries(choices).sort(([one], [other]) => (one < other ? -1 : 1)))
}
