import type { Locale, MountProps, SessionInfo, ShellServices, SlotEntry, Theme } from '@portico/micro-app'
import { FakeI18n, FakeNotify, FakeReport, FakeTabs, FakeTheme } from './fakes/environment.ts'
import { FakeEvents } from './fakes/events.ts'
import { type Answers, FakeGraph } from './fakes/graph.ts'
import { MemoryNavigation } from './fakes/memory-navigation.ts'
import { FakeSession } from './fakes/session.ts'
import { FakeSlots } from './fakes/slots.ts'

export interface FakeShellOptions {
  /** Left out: a user who may do everything. With `permissions`: exactly these. */
  session?: Partial<SessionInfo>
  /** Whole-page path, such as `/sales/orders`. Left out: `/`. */
  path?: string
  /** Left out: `en`. */
  locale?: Locale
  /** Left out: `light`. */
  theme?: Theme
  /** Answers to graph operations, by operation name. */
  answers?: Answers
  /** What other apps show in slots. Left out: nothing. */
  slots?: readonly SlotEntry[]
  /** Answers `graph.fetch`. Left out: 404. */
  fetch?: (path: string, init?: RequestInit) => Response | Promise<Response>
}

/** Every service of the shell without a shell, each with what a test wants to see or change. */
export interface FakeShell extends ShellServices {
  session: FakeSession
  navigation: MemoryNavigation
  graph: FakeGraph
  i18n: FakeI18n
  theme: FakeTheme
  tabs: FakeTabs
  notify: FakeNotify
  events: FakeEvents
  report: FakeReport
  slots: FakeSlots
}

export function fakeShell(options: FakeShellOptions = {}): FakeShell {
  return {
    session: new FakeSession(options.session),
    navigation: new MemoryNavigation(options.path),
    graph: new FakeGraph(options.answers, options.fetch),
    i18n: new FakeI18n(options.locale ?? 'en'),
    theme: new FakeTheme(options.theme ?? 'light'),
    tabs: new FakeTabs(),
    notify: new FakeNotify(),
    events: new FakeEvents(),
    report: new FakeReport(),
    slots: new FakeSlots(options.slots),
  }
}

/** What `mount` gets, with a container and a portal attached to the document. An error after mount is thrown. */
export function fakeMountProps(name: string, overrides: Partial<MountProps> = {}): MountProps {
  return {
    instanceId: `${name}@0.0.0#1`,
    container: attachElement(name),
    portal: attachElement(name),
    base: `/${name}`,
    shell: fakeShell({ path: `/${name}` }),
    onError(error) {
      throw error
    },
    ...overrides,
  }
}

function attachElement(name: string): HTMLElement {
  const element = document.createElement('div')
  element.dataset.app = name
  return document.body.appendChild(element)
}
