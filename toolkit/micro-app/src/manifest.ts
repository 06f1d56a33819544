import type { StandardRole } from './app-permission.ts'
import type { Consumed, EventDeclaration, SlotDeclaration } from './declarations/data-schema.ts'
import type { IconName } from './icons.ts'
import type { SlotContexts } from './slot-contexts.ts'

/** A text in the languages of the product. */
export type LocalText = Record<Locale, string>

export type Locale = 'zh-CN' | 'en'

/** One entry of the product menu, owned by the sub-app it belongs to. */
export interface MenuEntry {
  /** Below the app's `base`, begins with a slash; `/` is the app's own start. */
  path: string
  /** Of the entry in the menu. */
  title: LocalText
  /** Shown only to users who hold it. */
  permission?: string
}

/** A place in one app, or in the shell, that other apps fill. What is handed to its contents: `SlotContexts`. */
export type SlotName = keyof SlotContexts

/**
 * A part of a sub-app that is shown in a slot of another app. The module `src/contributions/<id>` exports its lifecycles; where
 * there is none, the app's entry does, as `contributions[id]`, and the whole app is loaded for it.
 */
export interface Contribution {
  /** Where it is shown. */
  slot: SlotName
  /** Kebab-case, unique in the app. */
  id: string
  /** What its place is called to a screen reader, and on the panel that stands for it when it fails. */
  title: LocalText
  /** Shown only to users who hold it. */
  permission?: string
  /** Kept free for it from the beginning, so that nothing moves when it arrives. Left out: 160 px high, one column. */
  size?: ContributionSize
  /** Position in the slot, smallest first. Left out: behind those that have one, by app and id. */
  order?: number
}

/** A contribution as it was built. */
export interface BuiltContribution extends Contribution {
  /** Of one that has a module of its own. Left out: it is loaded with the app's entry. */
  files?: ContributionFiles
}

/** The files of a contribution, all of which are its own. */
export interface ContributionFiles {
  /** Native module that exports `mount` and `unmount`. */
  entry: string
  /** Style sheets to link before it mounts. */
  css: string[]
  /** Modules the entry needs at once. */
  preload: string[]
  /** Every module that it may load, the entry among them. */
  modules: string[]
}

/** What a contribution takes up in its slot. */
export interface ContributionSize {
  /** In CSS pixels; kept free for it from the beginning. */
  height: number
  /** In CSS pixels, at least `height`: it grows up to it, and what is beyond is scrolled. Left out: three times `height`. */
  maxHeight?: number
  /** Of the columns of the slot; left out: 1. */
  columns?: number
}

/**
 * What keeps an app apart: `sandbox`, in the page, or `frame`, a frame without an origin that reaches neither cookies nor storage
 * nor the page, and to which the shell speaks by messages.
 */
export type Isolation = 'sandbox' | 'frame'

/** A right that a sub-app asks for, which its merchants grant by their roles. */
export interface AppPermission {
  /** Below the name of the app: `returns.refund.write` of the app `returns`. */
  name: string
  /** What it allows, in words: on the page of roles. */
  title: LocalText
  /** Standard roles that hold it besides the owner, who holds every one. Left out: none. */
  roles?: StandardRole[]
}

/** Limits in thousands of bytes, gzipped, without what comes by the shared artifacts. */
export interface Budget {
  /** Of what is loaded before the app mounts: the entry, what it imports at once, their style sheets. */
  startKb?: number
  /** Of the same of each contribution that has a module of its own. */
  contributionKb?: number
}

/** What a team says about its sub-app, in `portico.app.ts`: data only. The build adds the rest. */
export interface AppDefinition {
  /** Kebab-case, unique in the product; also the value of `data-app`. */
  name: string
  /** In the menu, and of the tab. */
  title: LocalText
  /** One of those that `docs/reference/icons.md` shows. */
  icon: IconName
  /** URL prefix the app owns, such as `/sales`. */
  base: string
  /** Its entries of the product menu, in order. */
  menu: MenuEntry[]
  /** Position of the app in the product menu, smallest first; a login starts at the first. Left out: behind those that have one, by name. */
  order?: number
  /** What it shows in the slots of other apps. Left out: nothing. */
  contributes?: Contribution[]
  /** Rights that it adds to those there are. Left out: none. */
  permissions?: AppPermission[]
  /** What it sends to other apps: name -> what the event holds. `portico types` makes types of it for them. */
  events?: Readonly<Record<string, EventDeclaration>>
  /** Slots it has for other apps: name -> what is handed to a contribution. */
  slots?: Readonly<Record<string, SlotDeclaration>>
  /** Left out: `react`. Decides the build plugins; `none` is plain modules, or a plain HTML page where there is no entry module. */
  framework?: 'react' | 'vue' | 'svelte' | 'solid' | 'lit' | 'none'
  /** Libraries to take from the shared artifacts when one fits the range: name -> semver range. */
  shared?: Record<string, string>
  /** What a build may weigh; one that weighs more fails. Left out: anything. */
  budget?: Budget
  /** Left out: true. False unmounts the app when its tab is left. */
  keepAlive?: boolean
  /**
   * Keys of `localStorage` and `sessionStorage` that the app shares with others of the page; one that ends with `*` stands for
   * all that begin so. All other keys are the app's own.
   */
  sharedStorage?: string[]
  /** Left out: `sandbox`. `frame` is for what must evaluate strings, and needs a grant of the platform's operator. */
  isolation?: Isolation
}

/** The build's description of one artifact, `portico.json` beside its files. Paths are relative to it. */
export interface Manifest {
  /** Version of this form. */
  schema: 1
  /** As in `portico.app.ts`; kebab-case. */
  name: string
  /** Of the artifact, such as 1.4.2 or 1.4.2-rc.1; never published twice. */
  version: string
  /** Major of this protocol. */
  protocol: 1
  /** Native module that exports `mount` and `unmount`; of a page in a frame the `.txt` that is its document. */
  entry: string
  /** Style sheets to link before the app mounts. */
  css: string[]
  /** Modules the entry needs at once, worth fetching early. */
  preload: string[]
  /** Bare specifiers of shared libraries that the entry needs at once; the page's import map says where they lead. */
  imports: string[]
  /** Library -> bare specifier -> the artifact's own copy, for when no shared version fits the range. */
  own: Record<string, Record<string, string>>
  /** Path -> `sha384-...`, for every JavaScript and CSS file of the artifact. */
  integrity: Record<string, string>
  /** As in `portico.app.ts`. */
  title: LocalText
  /** As in `portico.app.ts`. */
  icon: string
  /** As in `portico.app.ts`. */
  base: string
  /** As in `portico.app.ts`. */
  menu: MenuEntry[]
  /** As in `portico.app.ts`. */
  order?: number
  /** As in `portico.app.ts`, with the files of each. */
  contributes?: BuiltContribution[]
  /** As in `portico.app.ts`. */
  permissions?: AppPermission[]
  /** As in `portico.app.ts`. */
  events?: Readonly<Record<string, EventDeclaration>>
  /** As in `portico.app.ts`. */
  slots?: Readonly<Record<string, SlotDeclaration>>
  /** Events and slots of other apps that it uses, as their owners declared them at the build. The build finds them in the code. */
  consumes?: Consumed
  /** Semver range of each shared library it takes from the page. */
  requires: { shared: Record<string, string> }
  /** The graph operations the app will ever send. `id` is the SHA-256 of `body`, in hex. */
  operations: { id: string; name: string; body: string }[]
  /** As in `portico.app.ts`. */
  keepAlive: boolean
  /** As in `portico.app.ts`. */
  sharedStorage?: string[]
  /** As in `portico.app.ts`. */
  isolation?: Isolation
  /**
   * A page that was wrapped: not a module, but programs that run anew at each opening. Its element begins with `html`, in which
   * `portico-artifact:` stands for the artifact's address. `start` names the programs in order: files, and `#name` for those in
   * `entry`; artifacts of the first form have none, for `entry` is their only one.
   */
  classic?: { html: string; start?: string[] }
}

/** `portico.json` of a library that sub-apps share. Paths are relative to it. */
export interface SharedManifest {
  /** Version of this form. */
  schema: 1
  /** Of the library; kebab-case. */
  name: string
  /** Of the library, such as 19.2.0. */
  version: string
  /** Bare specifier -> file. */
  exports: Record<string, string>
  /** File -> the files it imports statically, worth fetching along with it. */
  imports: Record<string, string[]>
  /** Shared libraries it imports by bare specifier itself. */
  requires: { shared: Record<string, string> }
  /** Path -> `sha384-...`, for every JavaScript file of the artifact. */
  integrity: Record<string, string>
}
