import type { MenuEntry, SnapshotApp } from '@portico/micro-app'
import { isUnder } from './app-navigation.ts'

export interface MenuItem {
  entry: MenuEntry
  href: string
}

export interface MenuGroup {
  app: SnapshotApp
  items: MenuItem[]
}

export type ShellRoute =
  | { kind: 'app'; app: SnapshotApp }
  | { kind: 'forbidden'; app: SnapshotApp }
  | { kind: 'start' }
  | { kind: 'missing' }

/** What one user may see of a snapshot's apps, and which address belongs to which. */
export class Routes {
  readonly #apps: SnapshotApp[]
  readonly #permissions: Set<string>

  constructor(apps: Record<string, SnapshotApp>, permissions: string[]) {
    this.#apps = Object.values(apps).sort(byOrder)
    this.#permissions = new Set(permissions)
  }

  /** Groups without a permitted entry are left out. */
  menu(): MenuGroup[] {
    return this.#apps.map(app => ({ app, items: this.#items(app) })).filter(group => group.items.length > 0)
  }

  startHref(): string | null {
    return this.menu()[0]?.items[0]?.href ?? null
  }

  resolve(pathname: string): ShellRoute {
    if (pathname === '/' || pathname === '/login') return { kind: 'start' }
    const app = this.#apps.find(candidate => isUnder(candidate.manifest.base, pathname))
    if (app === undefined) return { kind: 'missing' }
    return { kind: this.#isPermitted(app, pathname) ? 'app' : 'forbidden', app }
  }

  /** The menu entry a path lies under: the longest that fits. */
  find(pathname: string): MenuItem | null {
    return longest(
      this.menu().flatMap(group => group.items),
      pathname,
    )
  }

  #items({ manifest }: SnapshotApp): MenuItem[] {
    return itemsOf(manifest.base, manifest.menu).filter(item => this.#holds(item.entry))
  }

  #isPermitted(app: SnapshotApp, pathname: string): boolean {
    const { base, menu } = app.manifest
    const item = longest(itemsOf(base, menu), pathname)
    if (item !== null) return this.#holds(item.entry)
    return menu.length === 0 || this.#items(app).length > 0
  }

  #holds({ permission }: MenuEntry): boolean {
    return permission === undefined || this.#permissions.has(permission)
  }
}

function itemsOf(base: string, menu: MenuEntry[]): MenuItem[] {
  return menu.map(entry => ({ entry, href: entry.path === '/' ? base : base + entry.path }))
}

function longest(items: MenuItem[], pathname: string): MenuItem | null {
  const fitting = items.filter(item => isUnder(item.href, pathname))
  return fitting.sort((one, other) => other.href.length - one.href.length)[0] ?? null
}

function byOrder({ manifest: one }: SnapshotApp, { manifest: other }: SnapshotApp): number {
  const [first, second] = [one.order ?? Number.MAX_VALUE, other.order ?? Number.MAX_VALUE]
  return first - second || one.name.localeCompare(other.name)
}
